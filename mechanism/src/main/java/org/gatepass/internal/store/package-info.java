// SPDX-License-Identifier: Apache-2.0
/** The identity stores of an application, as the flow asks them. */
@NullMarked
package org.gatepass.internal.store;

import org.jspecify.annotations.NullMarked;
