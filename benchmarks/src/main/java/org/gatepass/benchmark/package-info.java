// SPDX-License-Identifier: Apache-2.0
/**
 * The cost of operations. Each class with a {@code main} measures one promise and fails when it is
 * broken.
 */
@NullMarked
package org.gatepass.benchmark;

import org.jspecify.annotations.NullMarked;
