// SPDX-License-Identifier: Apache-2.0
/**
 * The applications that {@code benchmarks/load} compares: one servlet, and what stands before it.
 * Not every class is in every application: {@link org.gatepass.benchmark.load.Application} says
 * which are in which.
 */
@NullMarked
package org.gatepass.benchmark.load.war;

import org.jspecify.annotations.NullMarked;
