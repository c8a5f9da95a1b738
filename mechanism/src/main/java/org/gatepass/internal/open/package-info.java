// SPDX-License-Identifier: Apache-2.0
/** The requests that Gatepass passes on as anonymous: those of open paths, CORS preflights. */
@NullMarked
package org.gatepass.internal.open;

import org.jspecify.annotations.NullMarked;
