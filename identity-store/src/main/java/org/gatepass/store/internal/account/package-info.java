// SPDX-License-Identifier: Apache-2.0
/** The rows of {@link org.gatepass.store.UserAccount}: read, created, changed, administered. */
@NullMarked
package org.gatepass.store.internal.account;

import org.jspecify.annotations.NullMarked;
