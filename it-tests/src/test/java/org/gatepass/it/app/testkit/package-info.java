// SPDX-License-Identifier: Apache-2.0
/** An application under test with the test kit. */
@NullMarked
package org.gatepass.it.app.testkit;

import org.jspecify.annotations.NullMarked;
