// SPDX-License-Identifier: Apache-2.0
/** Applications that say by which door their requests come. */
@NullMarked
package org.gatepass.it.door;

import org.jspecify.annotations.NullMarked;
