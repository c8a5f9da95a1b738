// SPDX-License-Identifier: Apache-2.0
/** An application with open paths, and with a front end on another host. */
@NullMarked
package org.gatepass.it.app.open;

import org.jspecify.annotations.NullMarked;
