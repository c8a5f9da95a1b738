// SPDX-License-Identifier: Apache-2.0
/** Classes that the tests add to applications because of the servers. */
@NullMarked
package org.gatepass.it.app.server;

import org.jspecify.annotations.NullMarked;
