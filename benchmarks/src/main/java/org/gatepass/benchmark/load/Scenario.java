// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the targets are measured.
 *
 * @param server the server
 * @param database {@code h2} or {@code postgresql}
 * @param accounts how many accounts there are
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

  /** Whether it is among the first with its server, which measure what needs no database too. */
  boolean measuresWithoutDatabase() {
    return database.equals(H2) && accounts >= Callers.MOST;
  }
}
