// SPDX-License-Identifier: Apache-2.0
/** Tests of what operators read: metrics, the dashboard, the audit log, diagnostics. */
@NullMarked
package org.gatepass.it.operations;

import org.jspecify.annotations.NullMarked;
