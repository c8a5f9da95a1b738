// SPDX-License-Identifier: Apache-2.0
/** What the tests add to each application, so that it leaves its server as it found it. */
@NullMarked
package org.gatepass.it.server;

import org.jspecify.annotations.NullMarked;
