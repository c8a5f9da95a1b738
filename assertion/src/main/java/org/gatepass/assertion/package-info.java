// SPDX-License-Identifier: Apache-2.0
/**
 * Signed assertions: a JSON Web Token (RFC 7519) in a header of the request, signed by a proxy or
 * an identity provider, as evidence and as the source of the caller. The settings {@code
 * gatepass.assertion.*} are the API; the package holds no public type.
 */
@NullMarked
package org.gatepass.assertion;

import org.jspecify.annotations.NullMarked;
