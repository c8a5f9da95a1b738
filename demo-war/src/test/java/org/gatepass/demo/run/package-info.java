// SPDX-License-Identifier: Apache-2.0
/** Runs the demo on this machine: the application, the gateway, and what they need to know. */
@NullMarked
package org.gatepass.demo.run;

import org.jspecify.annotations.NullMarked;
