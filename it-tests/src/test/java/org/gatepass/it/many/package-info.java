// SPDX-License-Identifier: Apache-2.0
/** What a test adds to the demo to give it very many accounts. */
@NullMarked
package org.gatepass.it.many;

import org.jspecify.annotations.NullMarked;
