// SPDX-License-Identifier: Apache-2.0
/**
 * Administration of the accounts: changes on behalf of a caller, with the guard of local
 * administrators, and the trigger that reports changes by other software in H2.
 */
@NullMarked
package org.gatepass.store.admin;

import org.jspecify.annotations.NullMarked;
