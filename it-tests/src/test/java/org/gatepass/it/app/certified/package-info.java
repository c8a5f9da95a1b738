// SPDX-License-Identifier: Apache-2.0
/** Applications whose callers a client certificate in a header names. */
@NullMarked
package org.gatepass.it.app.certified;

import org.jspecify.annotations.NullMarked;
