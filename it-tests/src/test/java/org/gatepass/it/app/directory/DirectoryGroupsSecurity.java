// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.directory;

import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.PROVIDE_GROUPS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.identitystore.LdapIdentityStoreDefinition;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Header callers with groups from a directory. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    fallback = Fallback.FORM,
    groupsMaxAge = "PT20S")
@LdapIdentityStoreDefinition(
    url = "#{directory.url}",
    bindDn = "cn=app,dc=example,dc=org",
    bindDnPassword = "bind-secret",
    callerBaseDn = "ou=people,dc=example,dc=org",
    callerNameAttribute = "uid",
    groupSearchBase = "ou=groups,dc=example,dc=org",
    groupSearchFilter = "(&(objectClass=groupOfNames)(member=%s))",
    useFor = PROVIDE_GROUPS)
@ApplicationScoped
public class DirectoryGroupsSecurity {}
