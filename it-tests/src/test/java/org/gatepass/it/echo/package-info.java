// SPDX-License-Identifier: Apache-2.0
/** A small application that says all that it is told, to see what an application is not told. */
@NullMarked
package org.gatepass.it.echo;

import org.jspecify.annotations.NullMarked;
