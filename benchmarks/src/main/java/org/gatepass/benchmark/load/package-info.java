// SPDX-License-Identifier: Apache-2.0
/**
 * The program of {@code benchmarks/load}: applications on real servers and databases, and the
 * requests a second that each answers.
 */
@NullMarked
package org.gatepass.benchmark.load;

import org.jspecify.annotations.NullMarked;
