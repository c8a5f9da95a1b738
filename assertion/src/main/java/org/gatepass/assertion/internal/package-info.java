// SPDX-License-Identifier: Apache-2.0
/** The verification of signed assertions, and the cache of verified ones. Names no container. */
@NullMarked
package org.gatepass.assertion.internal;

import org.jspecify.annotations.NullMarked;
