// SPDX-License-Identifier: Apache-2.0
/** Explanations of rejections: the cause, and the setting to correct. */
@NullMarked
package org.gatepass.internal.remedy;

import org.jspecify.annotations.NullMarked;
