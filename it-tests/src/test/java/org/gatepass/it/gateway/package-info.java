// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of an application behind each reverse proxy, with the recipes that work and with those that
 * only forward.
 */
@NullMarked
package org.gatepass.it.gateway;

import org.jspecify.annotations.NullMarked;
