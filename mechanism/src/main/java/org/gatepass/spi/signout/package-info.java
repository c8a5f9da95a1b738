// SPDX-License-Identifier: Apache-2.0
/** The API for modules that end logins: logout tokens of an issuer, and logins ended elsewhere. */
@NullMarked
package org.gatepass.spi.signout;

import org.jspecify.annotations.NullMarked;
