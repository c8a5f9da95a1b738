// SPDX-License-Identifier: Apache-2.0
/**
 * The portable extension of the stores, the beans that it adds, and the checks at deployment and
 * start.
 */
@NullMarked
package org.gatepass.store.internal.cdi;

import org.jspecify.annotations.NullMarked;
