// SPDX-License-Identifier: Apache-2.0
/**
 * From the definition annotation and the configuration outside to one checked value: which settings
 * there are, where each is looked for, and what is wrong with it.
 */
@NullMarked
package org.gatepass.internal.settings;

import org.jspecify.annotations.NullMarked;
