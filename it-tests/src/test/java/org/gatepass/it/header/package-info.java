// SPDX-License-Identifier: Apache-2.0
/** Tests of groups and of applications that have only headers and no accounts. */
@NullMarked
package org.gatepass.it.header;

import org.jspecify.annotations.NullMarked;
