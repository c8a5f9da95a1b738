// SPDX-License-Identifier: Apache-2.0
/** The check at the start of an application, and the extension of Arquillian. */
@NullMarked
package org.gatepass.testkit.internal;

import org.jspecify.annotations.NullMarked;
