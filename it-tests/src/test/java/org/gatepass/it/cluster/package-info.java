// SPDX-License-Identifier: Apache-2.0
/**
 * Tests with two nodes of an application: sessions, revocation, nodes that die, databases that
 * fail.
 */
@NullMarked
package org.gatepass.it.cluster;

import org.jspecify.annotations.NullMarked;
