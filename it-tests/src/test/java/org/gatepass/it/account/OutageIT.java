// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Postgres;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The demo with its accounts in PostgreSQL, by the data source of docs/reference/servers.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "wildfly|liberty|tomee",
    disabledReason = "PostgresIT stops the database under Payara Micro.")
class OutageIT {
  private static final String PASSWORD = "password-of-the-database";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Postgres postgres;
  private ServerProcess server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Postgres.assumeInstalled();
    postgres = Postgres.start(List.of("--encoding=UTF8", "--locale=C"), PASSWORD);
    try (Connection connection = postgres.connect(Postgres.SUPERUSER, PASSWORD, "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create role gatepass login password '" + PASSWORD + "'");
      statement.execute("create database gatepass owner gatepass");
    }
    server =
        OwnServer.start(
            folder,
            Map.of(
                "GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true",
                "GATEPASS_DEMO_ADMIN_PASSWORD", "admin-of-the-outage-1"),
            List.of(OwnServer.dataSource(postgres, PASSWORD)),
            List.of(Postgres.driver()),
            Wars.demo(
                Map.of(
                    "gatepass.trusted-proxies",
                    Http.TRUSTED,
                    "gatepass.create-unknown-callers",
                    "true")));
    server.awaitDemo();
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    if (server != null) {
      server.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private Outage outage() {
    Http http = server.http();
    return new Outage(
        postgres,
        http,
        http.header("remote-user", "alice"),
        http.header("remote-user", "newcomer-of-the-outage"));
  }

  @Test
  void answersEachRequestWithinTwoSecondsWhileTheDatabaseIsDownAndRecovers() throws Exception {
    outage().isAnsweredInTime(threads);
  }

  @Test
  void answersWhileTheDatabaseHangsAndRecovers() throws Exception {
    outage().isAnsweredInTimeWhileTheDatabaseHangs(threads);
  }
}
