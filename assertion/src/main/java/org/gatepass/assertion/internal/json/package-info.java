// SPDX-License-Identifier: Apache-2.0
/** Strict reading of JSON. Pure Java. */
@NullMarked
package org.gatepass.assertion.internal.json;

import org.jspecify.annotations.NullMarked;
