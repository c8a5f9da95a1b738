// SPDX-License-Identifier: Apache-2.0
/** What mends a rejection, in words. */
@NullMarked
package org.gatepass.internal.remedy;

import org.jspecify.annotations.NullMarked;
