// SPDX-License-Identifier: Apache-2.0
/** Static files in the browsers of callers. */
@NullMarked
package org.gatepass.internal.cache;

import org.jspecify.annotations.NullMarked;
