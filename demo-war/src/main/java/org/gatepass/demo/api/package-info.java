// SPDX-License-Identifier: Apache-2.0
/** The REST API: JSON under {@code /api}. */
@NullMarked
package org.gatepass.demo.api;

import org.jspecify.annotations.NullMarked;
