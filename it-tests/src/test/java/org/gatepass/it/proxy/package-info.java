// SPDX-License-Identifier: Apache-2.0
/**
 * The reverse proxies and authentication servers that tests start with the recipes of {@code
 * deploy/} and of the documentation.
 */
@NullMarked
package org.gatepass.it.proxy;

import org.jspecify.annotations.NullMarked;
