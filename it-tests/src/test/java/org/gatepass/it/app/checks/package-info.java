// SPDX-License-Identifier: Apache-2.0
/** Applications that lack something, or read keys of their own. */
@NullMarked
package org.gatepass.it.app.checks;

import org.jspecify.annotations.NullMarked;
