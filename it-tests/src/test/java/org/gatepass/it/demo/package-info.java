// SPDX-License-Identifier: Apache-2.0
/** Tests of the demo application, the examples, the smallest application and the test kit. */
@NullMarked
package org.gatepass.it.demo;

import org.jspecify.annotations.NullMarked;
