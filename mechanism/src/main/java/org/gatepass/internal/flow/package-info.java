// SPDX-License-Identifier: Apache-2.0
/** The decision about a request, its events and its log lines. Independent of the container. */
@NullMarked
package org.gatepass.internal.flow;

import org.jspecify.annotations.NullMarked;
