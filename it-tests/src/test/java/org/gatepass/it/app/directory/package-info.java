// SPDX-License-Identifier: Apache-2.0
/** Applications whose passwords or groups are in a directory. */
@NullMarked
package org.gatepass.it.app.directory;

import org.jspecify.annotations.NullMarked;
