// SPDX-License-Identifier: Apache-2.0
/** A WebSocket that is closed when the login ends that opened it. */
@NullMarked
package org.gatepass.demo.live;

import org.jspecify.annotations.NullMarked;
