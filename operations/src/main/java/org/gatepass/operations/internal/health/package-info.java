// SPDX-License-Identifier: Apache-2.0
/** The readiness check of MicroProfile Health. */
@NullMarked
package org.gatepass.operations.internal.health;

import org.jspecify.annotations.NullMarked;
