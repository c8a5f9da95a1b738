// SPDX-License-Identifier: Apache-2.0
/** The accounts of the demo: their tables, and the accounts that exist from the start. */
@NullMarked
package org.gatepass.demo.accounts;

import org.jspecify.annotations.NullMarked;
