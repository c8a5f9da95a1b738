// SPDX-License-Identifier: Apache-2.0
/**
 * A program for operators, {@code java -jar gatepass-check.jar}: it sends forged requests to a
 * deployment, and reports which of them were accepted. The command line is its interface.
 */
@NullMarked
package org.gatepass.check;

import org.jspecify.annotations.NullMarked;
