// SPDX-License-Identifier: Apache-2.0
/** Tests of sessions: each belongs to one caller, the persistent mechanism, logout. */
@NullMarked
package org.gatepass.it.session;

import org.jspecify.annotations.NullMarked;
