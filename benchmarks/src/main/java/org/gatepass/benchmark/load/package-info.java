// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code benchmarks/load} runs: applications on real servers and databases, and how many
 * requests a second each answers.
 */
@NullMarked
package org.gatepass.benchmark.load;

import org.jspecify.annotations.NullMarked;
