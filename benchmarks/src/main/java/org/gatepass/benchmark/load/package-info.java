// SPDX-License-Identifier: Apache-2.0
/**
 * The applications that {@code benchmarks/load} compares: one servlet, and what stands before it.
 * Not every class is in every application; {@code benchmarks/load} has the lists.
 */
@NullMarked
package org.gatepass.benchmark.load;

import org.jspecify.annotations.NullMarked;
