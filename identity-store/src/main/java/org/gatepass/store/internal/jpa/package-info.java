// SPDX-License-Identifier: Apache-2.0
/** A persistence unit: transactions, failures and the differences of providers and databases. */
@NullMarked
package org.gatepass.store.internal.jpa;

import org.jspecify.annotations.NullMarked;
