// SPDX-License-Identifier: Apache-2.0
/** The WebSocket, and how it ends with the login that opened it. */
@NullMarked
package org.gatepass.demo.live;

import org.jspecify.annotations.NullMarked;
