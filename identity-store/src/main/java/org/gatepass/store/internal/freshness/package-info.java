// SPDX-License-Identifier: Apache-2.0
/**
 * Cached callers: a node keeps each until it reads a revision whose list of changes names the
 * caller.
 */
@NullMarked
package org.gatepass.store.internal.freshness;

import org.jspecify.annotations.NullMarked;
