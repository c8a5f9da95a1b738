// SPDX-License-Identifier: Apache-2.0
/**
 * A small application that returns everything it receives, to test what is hidden from
 * applications.
 */
@NullMarked
package org.gatepass.it.app.echo;

import org.jspecify.annotations.NullMarked;
