// SPDX-License-Identifier: Apache-2.0
/**
 * An application of Jakarta EE 11 with two mechanisms, of which it chooses one for each request.
 */
@NullMarked
package org.gatepass.it.app.choice;

import org.jspecify.annotations.NullMarked;
