// SPDX-License-Identifier: Apache-2.0
/** What programs ask for: JSON under {@code /api}. */
@NullMarked
package org.gatepass.demo.api;

import org.jspecify.annotations.NullMarked;
