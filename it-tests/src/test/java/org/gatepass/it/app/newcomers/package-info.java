// SPDX-License-Identifier: Apache-2.0
/** An application that creates accounts for unknown callers. */
@NullMarked
package org.gatepass.it.app.newcomers;

import org.jspecify.annotations.NullMarked;
