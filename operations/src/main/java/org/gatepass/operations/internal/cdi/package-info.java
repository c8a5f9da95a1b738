// SPDX-License-Identifier: Apache-2.0
/** Adds the observers of decisions and the readiness check whose libraries are present. */
@NullMarked
package org.gatepass.operations.internal.cdi;

import org.jspecify.annotations.NullMarked;
