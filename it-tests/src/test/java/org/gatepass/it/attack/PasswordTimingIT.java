// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The response time does not reveal which names exist. */
@ArquillianTest
@Tag("thorough")
@Tag("each-run")
@Tag("timed")
class PasswordTimingIT {
  /** The slowest kind's median may be this many times the fastest one's. */
  private static final double MARGIN = 1.5;

  private static final int ROUNDS = 30;

  /** The caller name of a login, and the reason why the login fails. */
  private static final Map<String, String> NAMES =
      Map.of(
          "mallory", "unknown",
          "ivan", "inactive, with a right password",
          "lena", "locked, with a right password",
          "lutz", "locked, with a wrong password",
          "egon", "with a right password that has expired",
          "alice", "without a password",
          "dora", "with a wrong password");

  private static int client;

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(Map.of("gatepass.trusted-proxies", Http.TRUSTED))
        .addClasses(AccountsServlet.class, Revocations.class);
  }

  private Http http() {
    return Http.to(base, "");
  }

  private void account(String action, String form) {
    http()
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", "/accounts/" + action, form);
  }

  /** How long the answer takes; each attempt comes from a client's address of its own. */
  private long nanosOfAttempt(String name) {
    client++;
    Http from =
        http().header("x-forwarded-for", "203.0." + client / 250 + "." + (client % 250 + 1));
    long start = System.nanoTime();
    int status =
        from.postJson(
                "/api/login",
                Json.createObjectBuilder()
                    .add("name", name)
                    .add("password", "inactive-secret-1")
                    .build())
            .status();
    long nanos = System.nanoTime() - start;
    assertThat(status).isEqualTo(401);
    return nanos;
  }

  /** In turn, so that other work of the machine slows down each kind equally. */
  private Map<String, Long> medians(int rounds) {
    Map<String, List<Long>> times = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(NAMES.keySet());
    for (int round = 0; round < rounds; round++) {
      Collections.rotate(names, 1);
      for (String name : names) {
        times.computeIfAbsent(NAMES.get(name), kind -> new ArrayList<>()).add(nanosOfAttempt(name));
      }
    }
    Map<String, Long> medians = new LinkedHashMap<>();
    times.forEach(
        (kind, all) ->
            medians.put(
                kind, all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow()));
    System.out.println("medians in ns of " + rounds + ": " + medians);
    return medians;
  }

  private static double spread(Map<String, Long> medians) {
    return (double) Collections.max(medians.values()) / Collections.min(medians.values());
  }

  @Test
  @Shows(Attack.F01)
  void theUnknownTheInactiveThePasswordlessAndTheWrongTakeTheSameTime() {
    account("create", "name=ivan&password=inactive-secret-1");
    account("deactivate", "name=ivan");
    account("create", "name=lena&password=inactive-secret-1");
    account("lock", "name=lena");
    account("create", "name=lutz&password=another-secret-1");
    account("lock", "name=lutz");
    account("create", "name=egon&password=inactive-secret-1");
    account("expire-password", "name=egon");
    medians(5); // the first ones also load classes

    Map<String, Long> medians = medians(ROUNDS);
    if (spread(medians) > MARGIN) {
      // Once more with a bigger sample: the machine may have been busy with something else.
      medians = medians(2 * ROUNDS);
    }

    assertThat(spread(medians)).as("medians in ns: " + medians).isLessThanOrEqualTo(MARGIN);
  }
}
