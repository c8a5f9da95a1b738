// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the evidence that the proxy sent a request: addresses, secrets, certificates,
 * assertions, tokens, AJP.
 */
@NullMarked
package org.gatepass.it.evidence;

import org.jspecify.annotations.NullMarked;
