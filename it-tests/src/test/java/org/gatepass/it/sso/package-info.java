// SPDX-License-Identifier: Apache-2.0
/** Tests with single sign-on: OpenID Connect, SAML, Kerberos, LDAP. */
@NullMarked
package org.gatepass.it.sso;

import org.jspecify.annotations.NullMarked;
