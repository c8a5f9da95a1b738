// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same attacks against a server that accepts every byte in a header's value, so that Gatepass's
 * check is the only one; and the log after all of them.
 */
@Tag("thorough")
@Tag("each-run")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(AttackCount.class)
class ServerLogIT
    implements PeerAttacks,
        HeaderLineAttacks,
        HeaderValueAttacks,
        GroupAttacks,
        SessionAttacks,
        WebAttacks {
  /** Sent in values of all kinds, and part of nothing else. */
  private static final String MARK = "zq7mark";

  private static final int LAST = Integer.MAX_VALUE;

  /** A record's two lines, as Java's own formatter writes them. */
  private static final Pattern REJECTION =
      Pattern.compile(
          "(?m)^(\\w{3} \\d\\d, \\d{4} [\\d:]+ [AP]M) org\\.gatepass\\.\\S+ \\S+\\n"
              + "(WARNING|FINE): (?:Rejected request from|Ignored remote-user from|Left out a value"
              + " from)(?: untrusted peer)? (\\S+?)(?: for client \\S+?)?(: [a-z-]+)? \\((\\w+)\\)$");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM dd, yyyy h:mm:ss a", Locale.ENGLISH);

  @TempDir static Path folder;

  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    SETTINGS.forEach(
        (key, value) ->
            environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
    environment.put("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");
    environment.put("GATEPASS_DEMO_ADMIN_PASSWORD", System.getProperty("admin.password"));
    Path levels =
        Files.writeString(folder.resolve("levels.txt"), "set-log-levels org.gatepass=FINE\n");
    server =
        PayaraMicro.startDemo(
            folder,
            environment,
            "payara-micro-preboot.txt",
            List.of(
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=false"),
            List.of(
                "--postbootcommandfile",
                levels.toString(),
                // It writes plain text then, without colours.
                "--logtofile",
                folder.resolve("server.log").toString()));
    server.awaitInLog(") ready in ");
    server.awaitDemo();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public Http http() {
    return server.http();
  }

  @Test
  @Shows({Attack.C14, Attack.C05})
  void c14ANameInUtf8IsReadOnceAndStrictly() {
    AttackedDemo.assertCaller(named(AttackedDemo.utf8("j\u00fcrgen")), "j\u00fcrgen", "user");
    AttackedDemo.assertMalformed(named(AttackedDemo.utf8("ju\u0308rgen")));
    AttackedDemo.assertMalformed(named("j\u00fcrgen"));
    AttackedDemo.assertMalformed(named(AttackedDemo.utf8(AttackedDemo.utf8("j\u00fcrgen"))));
  }

  @ParameterizedTest
  @CsvSource({"0, 32", "127, 160"})
  @Shows(Attack.C03)
  void c03NoControlCharacterIsPartOfAName(int from, int to) {
    for (char c = (char) from; c < to; c++) {
      if (c != '\n' && c != '\r') {
        AttackedDemo.assertNotUnderstood(named("al" + c + "ice"));
        AttackedDemo.assertNotUnderstood(named(AttackedDemo.utf8("al" + c + "ice")));
      }
    }
  }

  @Test
  @Shows({Attack.C13, Attack.A09})
  void c13ValuesOfAllKindsAreSentForTheLog() {
    List<String> values =
        List.of(
            MARK,
            MARK + " x",
            MARK + "\u001b[31m",
            MARK + "\u0007\u0000",
            MARK + "\u0085\u2028",
            MARK + "\rWARNING: " + MARK,
            "%0a" + MARK,
            "${" + MARK + "}",
            "{0}" + MARK,
            "\u00ff" + MARK,
            MARK.repeat(100));
    for (String value : values) {
      String bytes = AttackedDemo.utf8(value);
      for (String header :
          List.of("remote-user", "remote-groups", "remote-email", "remote-name", "remote_user")) {
        http().header(header, bytes).get("/api/me");
        proxy().header(header, bytes).get("/api/me");
        proxy().header(header, bytes).from(Http.UNTRUSTED).get("/api/me");
        named("alice").header(header, bytes).get("/api/me");
      }
      http().header(SECRET_HEADER, bytes).header("remote-user", "alice").get("/api/me");
      named("al ice").header("x-forwarded-for", bytes).get("/api/me");
      named("al ice").header("user-agent", bytes).get("/api/me");
      named("al ice").get("/api/" + MARK);
      login(somebody(), value, value);
      login(somebody(), "dora", value);
      login(named("bob"), value, value);
    }
    assertThat(http().get("/api/whoami").status()).isEqualTo(200);
  }

  @Test
  @Order(LAST)
  @Shows({Attack.C13, Attack.A09})
  void c13TheLogHoldsNoValueNoSecretAndNoControlCharacter() throws InterruptedException {
    String log = logOfTheAttacks();

    assertThat(server.log())
        .doesNotContain(OLD_SECRET)
        .doesNotContain(NEW_SECRET)
        .doesNotContain(PASSWORD_OF_DORA)
        .doesNotContain(System.getProperty("admin.password"));
    assertThat(log)
        .doesNotContainIgnoringCase(MARK)
        .doesNotContainIgnoringCase("alice")
        .doesNotContainIgnoringCase("carol")
        .doesNotContainIgnoringCase("mallory")
        .doesNotContainIgnoringCase("forged")
        .doesNotContainIgnoringCase("evil")
        .doesNotContainIgnoringCase("<script")
        .doesNotContain("taken-over-1");
    assertThat(log.chars().filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t'))
        .isEmpty();
  }

  @Test
  @Order(LAST)
  @Shows(Attack.C13)
  void c13AnAttackMakesNoStackTrace() throws InterruptedException {
    assertThat(logOfTheAttacks())
        .doesNotContain("\n\tat ")
        .doesNotContain("Exception")
        .doesNotContainPattern("org\\.gatepass\\.\\S+ \\S+\\nSEVERE");
  }

  @Test
  @Order(LAST)
  @Shows({Attack.A01, Attack.C13})
  void a01EachReasonIsWarnedOfOnceAMinuteForEachPeer() throws InterruptedException {
    Map<String, List<LocalDateTime>> warnings = new TreeMap<>();
    Set<String> reasons = new TreeSet<>();
    Matcher rejection = REJECTION.matcher(logOfTheAttacks());
    int count = 0;
    while (rejection.find()) {
      count++;
      reasons.add(rejection.group(5));
      if (rejection.group(2).equals("WARNING")) {
        String header = rejection.group(4) == null ? "" : rejection.group(4);
        warnings
            .computeIfAbsent(
                rejection.group(3) + header + " (" + rejection.group(5) + ")",
                key -> new ArrayList<>())
            .add(LocalDateTime.parse(rejection.group(1), TIME));
      }
    }

    assertThat(count).isGreaterThan(1_000);
    assertThat(reasons)
        .contains(
            "UNTRUSTED_PEER",
            "MISSING_SECRET",
            "WRONG_SECRET",
            "PLACEHOLDER",
            "REPEATED_HEADER",
            "ALIAS_HEADER",
            "HEADER_IN_CONNECTION",
            "UNREADABLE_VALUE",
            "UNCLEAN_VALUE",
            "TOO_LONG",
            "UNFIT_NAME",
            "RESERVED_NAME",
            "UNKNOWN_CALLER",
            "INACTIVE_CALLER",
            "HEADER_LOGIN_NOT_ALLOWED",
            "NAMED_BY_HEADER",
            "WRONG_PASSWORD");
    assertThat(warnings)
        .containsKeys(
            "127.0.0.2 (UNTRUSTED_PEER)",
            "127.1.0.1 (UNTRUSTED_PEER)",
            "127.0.0.1 (MISSING_SECRET)",
            "127.0.0.1: remote-user (UNFIT_NAME)",
            "127.0.0.1: remote-groups (UNCLEAN_VALUE)",
            "127.0.0.1: remote-name (UNREADABLE_VALUE)");
    assertThat(warnings.values())
        .allSatisfy(
            times -> {
              for (int i = 1; i < times.size(); i++) {
                // The log's times are cut to seconds.
                assertThat(Duration.between(times.get(i - 1), times.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(59));
              }
            });
  }

  /** The log since the server is ready; a moment later, for what it writes behind our back. */
  private static String logOfTheAttacks() throws InterruptedException {
    TimeUnit.SECONDS.sleep(2);
    String log = server.log();
    return log.substring(log.indexOf(") ready in "));
  }
}
