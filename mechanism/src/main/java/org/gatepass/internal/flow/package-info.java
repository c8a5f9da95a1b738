// SPDX-License-Identifier: Apache-2.0
/** One request: the decision, the events and the log lines about it. Names no container. */
@NullMarked
package org.gatepass.internal.flow;

import org.jspecify.annotations.NullMarked;
