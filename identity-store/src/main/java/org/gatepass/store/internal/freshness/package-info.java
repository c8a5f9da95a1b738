// SPDX-License-Identifier: Apache-2.0
/** Cached callers, which are valid while the revision of the callers' data stays the same. */
@NullMarked
package org.gatepass.store.internal.freshness;

import org.jspecify.annotations.NullMarked;
