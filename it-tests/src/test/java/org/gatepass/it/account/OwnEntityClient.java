// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatepass.it.client.Http;

/**
 * A client of an application whose accounts are an entity of its own, with the staleness of a
 * second.
 *
 * @param http a client from the trusted address
 */
record OwnEntityClient(Http http) {
  private static final long STALENESS_MILLIS = 1_000;

  /** Whether a header login succeeds. */
  boolean authenticates(String name) {
    return http.header("remote-user", name).get("/caller").json().containsKey("name");
  }

  /** Runs a statement, and returns the number of rows. */
  int sql(String sql) {
    return Integer.parseInt(
        http.header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/sql", "sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8))
            .body()
            .strip());
  }

  /** A change is read within this time. There is no event to wait for. */
  static void letTheStalenessPass() throws InterruptedException {
    Thread.sleep(STALENESS_MILLIS);
  }
}
