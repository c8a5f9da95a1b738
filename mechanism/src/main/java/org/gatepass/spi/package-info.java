// SPDX-License-Identifier: Apache-2.0
/**
 * The API for identity stores and further modules of Gatepass: beans, expressions, failures in
 * logs.
 */
@NullMarked
package org.gatepass.spi;

import org.jspecify.annotations.NullMarked;
