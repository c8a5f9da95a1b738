// SPDX-License-Identifier: Apache-2.0
/** The audit log: one line of JSON for each decision. */
@NullMarked
package org.gatepass.operations.internal.audit;

import org.jspecify.annotations.NullMarked;
