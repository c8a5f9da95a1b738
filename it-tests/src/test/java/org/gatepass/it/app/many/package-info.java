// SPDX-License-Identifier: Apache-2.0
/** Classes that a test adds to the demo to create very many accounts. */
@NullMarked
package org.gatepass.it.app.many;

import org.jspecify.annotations.NullMarked;
