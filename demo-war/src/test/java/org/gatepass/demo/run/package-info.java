// SPDX-License-Identifier: Apache-2.0
/** Runs the demo on this machine: the application, the gateway, and their settings. */
@NullMarked
package org.gatepass.demo.run;

import org.jspecify.annotations.NullMarked;
