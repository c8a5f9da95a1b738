// SPDX-License-Identifier: Apache-2.0
/** The start of an application: the initializer and the choice of the integration. */
@NullMarked
package org.gatepass.internal.start;

import org.jspecify.annotations.NullMarked;
