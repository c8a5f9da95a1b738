// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics, a readiness check and an audit log. The names and values of the metrics, the name of the
 * check, the logger's name and the fields of its lines are the API; the package holds no public
 * type.
 */
@NullMarked
package org.gatepass.operations;

import org.jspecify.annotations.NullMarked;
