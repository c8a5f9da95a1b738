// SPDX-License-Identifier: Apache-2.0
/** A caller as read from a database, and the interface of what reads it. */
@NullMarked
package org.gatepass.store.internal.caller;

import org.jspecify.annotations.NullMarked;
