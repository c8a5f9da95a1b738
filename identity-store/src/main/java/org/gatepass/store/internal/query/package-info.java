// SPDX-License-Identifier: Apache-2.0
/** Callers in an entity of the application's own: its queries, their checks and their results. */
@NullMarked
package org.gatepass.store.internal.query;

import org.jspecify.annotations.NullMarked;
