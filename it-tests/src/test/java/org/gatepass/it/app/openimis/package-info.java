// SPDX-License-Identifier: Apache-2.0
/** An application over tables like those of openIMIS: validity by dates, and no flag. */
@NullMarked
package org.gatepass.it.app.openimis;

import org.jspecify.annotations.NullMarked;
