// SPDX-License-Identifier: Apache-2.0
/**
 * Tools for the tests of applications: callers, a gateway, accounts in memory and a security
 * context. Never for production: an application that contains this module does not start without
 * {@code gatepass.test-kit=true}.
 */
@NullMarked
package org.gatepass.testkit;

import org.jspecify.annotations.NullMarked;
