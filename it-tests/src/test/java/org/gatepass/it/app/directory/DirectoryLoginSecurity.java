// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.directory;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import jakarta.security.enterprise.identitystore.DatabaseIdentityStoreDefinition;
import jakarta.security.enterprise.identitystore.LdapIdentityStoreDefinition;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/** Passwords of Gatepass's accounts, of a directory, and of tables for the server's own store. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    fallback = Fallback.FORM,
    integration = "MECHANISM",
    groupsMaxAge = "PT3S")
@ActiveUserIdentityStoreDefinition
@DatabasePasswordIdentityStoreDefinition
@LdapIdentityStoreDefinition(
    url = "#{directory.url}",
    bindDn = "cn=app,dc=example,dc=org",
    bindDnPassword = "bind-secret",
    callerBaseDn = "ou=people,dc=example,dc=org",
    callerNameAttribute = "uid",
    groupSearchBase = "ou=groups,dc=example,dc=org",
    groupSearchFilter = "(&(objectClass=groupOfNames)(member=%s))")
@DatabaseIdentityStoreDefinition(
    dataSourceLookup = "#{directory.dataSource}",
    callerQuery = "select password from plain_caller where name = ?",
    groupsQuery = "select grp from plain_group where name = ?")
@DeclareRoles({"user", "administrator"})
@ApplicationScoped
public class DirectoryLoginSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;

  @Resource DataSource dataSource;

  @Inject Pbkdf2PasswordHash hash;

  void fill(@Observes @Initialized(ApplicationScoped.class) Object start) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists plain_caller");
      statement.execute("drop table if exists plain_group");
      statement.execute("create table plain_caller (name varchar(50), password varchar(400))");
      statement.execute("create table plain_group (name varchar(50), grp varchar(50))");
      statement.execute("insert into plain_group values ('dan', 'clerk')");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into plain_caller values ('dan', ?)")) {
        insert.setString(1, hash.generate("dan-secret".toCharArray()));
        insert.executeUpdate();
      }
    }
  }
}
