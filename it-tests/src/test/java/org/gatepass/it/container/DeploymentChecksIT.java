// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gatepass.it.app.checks.ActiveUsersSecurity;
import org.gatepass.it.app.checks.HeaderAndAccountsSecurity;
import org.gatepass.it.app.checks.NoHeaderStoreSecurity;
import org.gatepass.it.app.checks.NoPasswordStoreSecurity;
import org.gatepass.it.app.checks.NoTokenStoreSecurity;
import org.gatepass.it.app.checks.PasswordsAloneSecurity;
import org.gatepass.it.app.checks.PrefixedSecurity;
import org.gatepass.it.app.checks.RejectingStore;
import org.gatepass.it.app.checks.SecondHeaderStore;
import org.gatepass.it.app.checks.ServersStoreSecurity;
import org.gatepass.it.app.checks.ServersStoresSecurity;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.headeronly.HeaderOnlySecurity;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.AutoSecurity;
import org.gatepass.it.app.integration.InnerServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deployment stops where something required is certainly missing, and only there. */
@ArquillianTest
@DisabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro",
    disabledReason =
        "The adapter waits for an application that does not start; Payara Server is the same.")
class DeploymentChecksIT {
  private static final String ACCOUNTS =
      "<class>org.gatepass.store.UserAccount</class>"
          + "<class>org.gatepass.store.AccountRevision</class>"
          + "<class>org.gatepass.store.AccountChange</class>"
          + "<exclude-unlisted-classes>true</exclude-unlisted-classes>";

  private static final String SERVER = System.getProperty("server.profile");

  @ArquillianResource Deployer deployer;

  @Deployment(name = "no-store", managed = false, testable = false)
  static WebArchive noStore() {
    return Wars.mechanismAlone(
        "no-store.war", AutoSecurity.class, AskedServlet.class, InnerServlet.class);
  }

  @Deployment(name = "no-password-store", managed = false, testable = false)
  static WebArchive noPasswordStore() {
    return withUnit("no-password-store", NoPasswordStoreSecurity.class, ACCOUNTS);
  }

  @Deployment(name = "no-token-store", managed = false, testable = false)
  static WebArchive noTokenStore() {
    return Wars.mechanismAlone(
        "no-token-store.war", NoTokenStoreSecurity.class, AskedServlet.class, InnerServlet.class);
  }

  @Deployment(name = "no-header-store", managed = false, testable = false)
  static WebArchive noHeaderStore() {
    return withUnit("no-header-store", NoHeaderStoreSecurity.class, ACCOUNTS);
  }

  @Deployment(name = "servers-store", managed = false, testable = false)
  static WebArchive serversStore() {
    return Wars.mechanismAlone(
        "servers-store.war", ServersStoreSecurity.class, AskedServlet.class, InnerServlet.class);
  }

  @Deployment(name = "servers-stores", managed = false, testable = false)
  static WebArchive serversStores() {
    return withUnit("servers-stores", ServersStoresSecurity.class, ACCOUNTS);
  }

  @Deployment(name = "passwords-alone", managed = false, testable = false)
  static WebArchive passwordsAlone() {
    return Wars.mechanismAlone(
        "passwords-alone.war",
        PasswordsAloneSecurity.class,
        AskedServlet.class,
        InnerServlet.class);
  }

  @Deployment(name = "header-and-accounts", managed = false, testable = false)
  static WebArchive headerAndAccounts() {
    return withUnit("header-and-accounts", HeaderAndAccountsSecurity.class, ACCOUNTS);
  }

  @Deployment(name = "two-header-stores", managed = false, testable = false)
  static WebArchive twoHeaderStores() {
    return Wars.mechanismAlone(
        "two-header-stores.war",
        HeaderOnlySecurity.class,
        SecondHeaderStore.class,
        AskedServlet.class,
        InnerServlet.class);
  }

  @Deployment(name = "header-and-own-store", managed = false, testable = false)
  static WebArchive headerAndOwnStore() {
    return Wars.mechanismAlone(
        "header-and-own-store.war",
        HeaderOnlySecurity.class,
        RejectingStore.class,
        AskedServlet.class,
        InnerServlet.class);
  }

  @Deployment(name = "no-entity", managed = false, testable = false)
  static WebArchive noEntity() {
    return withUnit(
        "no-entity",
        ActiveUsersSecurity.class,
        "<exclude-unlisted-classes>true</exclude-unlisted-classes>");
  }

  @Deployment(name = "no-tables", managed = false, testable = false)
  static WebArchive noTables() {
    return withUnit("no-tables", ActiveUsersSecurity.class, ACCOUNTS);
  }

  @Deployment(name = "prefixed", managed = false, testable = false)
  static WebArchive prefixed() {
    return Wars.mechanismAlone(
        "prefixed.war",
        PrefixedSecurity.class,
        EchoStore.class,
        AskedServlet.class,
        InnerServlet.class);
  }

  /** Makes no tables: what does not start would leave them to the next application. */
  private static WebArchive withUnit(String name, Class<?> security, String content) {
    return Wars.small(name + ".war", security, AskedServlet.class, InnerServlet.class)
        .addAsResource(
            new StringAsset(
                "<persistence xmlns=\"https://jakarta.ee/xml/ns/persistence\" version=\"3.0\">"
                    + "<persistence-unit name=\"small\" transaction-type=\"JTA\">"
                    + "<jta-data-source>java:comp/DefaultDataSource</jta-data-source>"
                    + content
                    + "</persistence-unit></persistence>"),
            "META-INF/persistence.xml");
  }

  private static Http http(String war) {
    return new Http(Integer.getInteger("server.port"), "/" + war);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-store          | the application has no identity store",
        "no-password-store | no identity store checks passwords",
        "no-token-store    | bearer tokens are on, and no identity store validates them",
        "no-header-store   | no identity store validates them",
        "servers-store     | no identity store validates them",
        "servers-stores    | no identity store validates them",
        "header-and-accounts | @HeaderIdentityStoreDefinition: accepts each caller",
        "two-header-stores | @HeaderIdentityStoreDefinition is on several classes",
        "no-entity         | The persistence unit small lacks org.gatepass.store.UserAccount"
      })
  void namesTheMissingPart(String name, String message) {
    assertThatThrownBy(() -> deployer.deploy(name))
        // The message itself is in the log on TomEE.
        .hasStackTraceContaining(SERVER.equals("tomee") ? "Unable to deploy" : message);
    assertThat(http(name).header("remote-user", "alice").get("/asked").body())
        .doesNotContain("alice");
  }

  @Test
  void startsWithAStoreOfTheServersWhereNoHeadersAreRead() {
    deployer.deploy("passwords-alone");
    try {
      Http alice = http("passwords-alone").header("remote-user", "alice");
      assertThat(alice.get("/inner").status()).isEqualTo(401);
      assertThat(alice.get("/asked").status()).isEqualTo(200);
    } finally {
      deployer.undeploy("passwords-alone");
    }
  }

  @Test
  void admitsEachCallerThatAStoreOfTheApplicationDoesNotReject() {
    deployer.deploy("header-and-own-store");
    try {
      Http client = http("header-and-own-store").header("remote-groups", "staff");
      assertThat(client.header("remote-user", "alice").get("/inner").body()).contains(" alice ");
      Http bob = client.header("remote-user", "bob");
      assertThat(bob.get("/inner").status()).isEqualTo(403);
      assertThat(bob.get("/asked").body()).doesNotContain("bob");
    } finally {
      deployer.undeploy("header-and-own-store");
    }
  }

  @Test
  void answers503AsLongAsTheTablesAreMissing() {
    deployer.deploy("no-tables");
    try {
      Http alice = http("no-tables").header("remote-user", "alice");
      assertThat(alice.get("/inner").status()).isEqualTo(503);
      assertThat(alice.get("/asked").status()).isEqualTo(503);
      assertThat(http("no-tables").get("/asked").status()).isEqualTo(200);
    } finally {
      deployer.undeploy("no-tables");
    }
  }

  @Test
  void readsTheKeysOfItsPrefixAlone() {
    deployer.deploy("prefixed");
    try {
      assertThat(http("prefixed").header("x-staff-user", "alice").get("/inner").body())
          .contains(" alice ");
      assertThat(http("prefixed").header("remote-user", "alice").get("/inner").status())
          .isEqualTo(401);
    } finally {
      deployer.undeploy("prefixed");
    }
  }
}
