// SPDX-License-Identifier: Apache-2.0
/** The access of measurements to the metrics' own package. */
@NullMarked
package org.gatepass.operations.internal.metrics;

import org.jspecify.annotations.NullMarked;
