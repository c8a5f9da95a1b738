// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The server and the database of a measurement.
 *
 * @param server the server
 * @param database {@code h2} or {@code postgresql}
 * @param accounts the number of accounts
 */
record Scenario(LoadServer.Kind server, String database, int accounts) {
  static final String H2 = "h2";
  static final String POSTGRESQL = "postgresql";

  String name() {
    return server.option() + "-" + database + "-" + accounts;
  }

  Database startDatabase(Path work, int port) throws IOException, InterruptedException {
    return database.equals(POSTGRESQL)
        ? Postgres.start(work.resolve("postgresql.log"), port)
        : new H2(work);
  }

  /** Whether it also measures the targets without a database: once for each server. */
  boolean measuresWithoutDatabase() {
    return database.equals(H2) && accounts >= Callers.MOST;
  }
}
