// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.identitystore.LdapIdentityStoreDefinition;

/**
 * A directory of a WAR without Gatepass. The directory is down, so a request that uses it fails.
 */
@LdapIdentityStoreDefinition(
    url = "ldap://127.0.0.1:9",
    callerBaseDn = "ou=people,dc=example,dc=org",
    groupSearchBase = "ou=groups,dc=example,dc=org")
@ApplicationScoped
public class PlainDirectory {}
