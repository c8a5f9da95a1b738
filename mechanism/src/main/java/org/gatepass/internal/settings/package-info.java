// SPDX-License-Identifier: Apache-2.0
/**
 * The settings: their keys, their sources (the definition annotation and external configuration),
 * and their checks.
 */
@NullMarked
package org.gatepass.internal.settings;

import org.jspecify.annotations.NullMarked;
