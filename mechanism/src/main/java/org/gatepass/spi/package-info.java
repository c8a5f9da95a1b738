// SPDX-License-Identifier: Apache-2.0
/** What identity stores and further modules of Gatepass build on. */
@NullMarked
package org.gatepass.spi;

import org.jspecify.annotations.NullMarked;
