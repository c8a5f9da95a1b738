// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.client.Http;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.peer.Postgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of the demo that start at the same time, on a database without accounts. */
@Tag("cluster")
class FirstStartIT {
  private static final Map<String, String> SAMPLES =
      Map.of("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");

  @TempDir Path folder;

  private static void awaitTransactionThatWaitsForALock(Postgres postgres) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while ("0"
        .equals(
            postgres.value(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"))) {
      assertThat(System.nanoTime() - end).as("the node does not wait").isNegative();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** The other node has not committed yet when this one has looked, and inserts. */
  @Test
  void usesTheAdministratorThatAnotherNodeCreates() throws Exception {
    assumeTrue(
        "payara-micro".equals(System.getProperty("arquillian.launch")),
        "It starts Payara Micro itself, which the other servers' runs don't fetch.");
    Postgres.assumeInstalled();
    try (ComposedServers servers = new ComposedServers(folder)) {
      servers.startDatabase();
      servers.startApplication(SAMPLES);
      servers.application().awaitDemo();
      servers.application().close();
      servers.postgres().change("delete from gatepass_account");

      try (Connection otherNode =
              servers
                  .postgres()
                  .connect("gatepass", servers.secret("database-password"), "gatepass");
          Statement statement = otherNode.createStatement()) {
        otherNode.setAutoCommit(false);
        statement.execute(
            "insert into gatepass_account (id, name, active, login_by_header, password_hash,"
                + " security_stamp, version) values ('1', 'admin', true, false, 'hash', 's', 0)");
        statement.execute("insert into gatepass_account_group values ('1', 'administrator')");
        servers.startApplication(SAMPLES);
        awaitTransactionThatWaitsForALock(servers.postgres());
        otherNode.commit();
      }
      servers.application().awaitDemo();

      Http http =
          servers
              .application()
              .http()
              .header("X-Gateway-Secret", servers.secret("gatepass.shared-secrets"));
      assertThat(http.header("remote-user", "alice").get("/api/me").status()).isEqualTo(200);
      assertThat(http.header("remote-user", "carol").get("/api/me").status()).isEqualTo(200);
      assertThat(
              servers
                  .postgres()
                  .value("select password_hash from gatepass_account where name = 'admin'"))
          .isEqualTo("hash");
      assertThat(servers.application().log())
          .contains("Another node has created the first administrator, admin")
          .doesNotContain("Created the first administrator")
          .doesNotContain("duplicate key");
    }
  }
}
