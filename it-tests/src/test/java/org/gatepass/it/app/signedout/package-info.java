// SPDX-License-Identifier: Apache-2.0
/** An application whose remembered logins an issuer ends. */
@NullMarked
package org.gatepass.it.app.signedout;

import org.jspecify.annotations.NullMarked;
