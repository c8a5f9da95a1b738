// SPDX-License-Identifier: Apache-2.0
/**
 * The applications that {@code benchmarks/load} compares: one servlet with different security. Not
 * every class is in every application: {@link org.gatepass.benchmark.load.Application} lists the
 * classes of each.
 */
@NullMarked
package org.gatepass.benchmark.load.war;

import org.jspecify.annotations.NullMarked;
