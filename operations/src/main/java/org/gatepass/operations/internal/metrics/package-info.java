// SPDX-License-Identifier: Apache-2.0
/** Metrics of decisions, for OpenTelemetry and for Micrometer. */
@NullMarked
package org.gatepass.operations.internal.metrics;

import org.jspecify.annotations.NullMarked;
