// SPDX-License-Identifier: Apache-2.0
/** Classes that the tests add to each application, so that it leaves no data on its server. */
@NullMarked
package org.gatepass.it.server;

import org.jspecify.annotations.NullMarked;
