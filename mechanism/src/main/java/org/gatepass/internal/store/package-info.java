// SPDX-License-Identifier: Apache-2.0
/**
 * The calls of the application's identity stores, the store without accounts, and the cache of
 * groups.
 */
@NullMarked
package org.gatepass.internal.store;

import org.jspecify.annotations.NullMarked;
