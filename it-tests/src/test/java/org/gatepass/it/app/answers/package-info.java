// SPDX-License-Identifier: Apache-2.0
/** Applications whose answers are tested. */
@NullMarked
package org.gatepass.it.app.answers;

import org.jspecify.annotations.NullMarked;
