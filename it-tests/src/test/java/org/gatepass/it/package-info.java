// SPDX-License-Identifier: Apache-2.0
/** Black-box tests, over HTTP, of wars on a real server. */
@NullMarked
package org.gatepass.it;

import org.jspecify.annotations.NullMarked;
