// SPDX-License-Identifier: Apache-2.0
/**
 * What a test sends requests with: an HTTP client over a raw socket, a browser, signed tokens, a
 * constant load.
 */
@NullMarked
package org.gatepass.it.client;

import org.jspecify.annotations.NullMarked;
