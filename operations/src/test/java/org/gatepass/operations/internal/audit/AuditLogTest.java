// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.operations.internal.FakeDecision;
import org.gatepass.spi.DecisionObserver;
import org.gatepass.spi.DecisionObserver.Decision;
import org.gatepass.spi.DecisionObserver.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditLogTest {
  private static final Logger CATEGORY = Logger.getLogger("gatepass.audit");

  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          lines.add(new SimpleFormatter().formatMessage(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final AuditLog log =
      new AuditLog(
          () -> new AuditLine(JsonProvider.provider()),
          () -> Instant.parse("2026-01-02T03:04:05.678901Z"));

  @BeforeEach
  void record() {
    CATEGORY.setLevel(Level.FINER);
    CATEGORY.setUseParentHandlers(false);
    CATEGORY.addHandler(handler);
  }

  @AfterEach
  void stop() {
    CATEGORY.removeHandler(handler);
    CATEGORY.setUseParentHandlers(true);
    CATEGORY.setLevel(null);
  }

  private String line(Decision decision) {
    log.decided(decision);
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void needsDecisionsAndLibrariesOnlyWhileItIsEnabled() {
    DecisionObserver without =
        new AuditLog(
            () -> {
              throw new IllegalStateException("no implementation");
            },
            Instant::now);
    assertThat(without.isActive()).isTrue();

    CATEGORY.setLevel(Level.INFO);

    assertThat(without.isActive()).isFalse();
  }

  @Test
  void writesALineForAnAuthenticatedRequest() {
    assertThat(line(FakeDecision.authenticated(AuthenticatedBy.HEADER, "alice")))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"attempt\":\"request\","
                + "\"outcome\":\"authenticated\",\"authenticated_by\":\"header\","
                + "\"rejection\":null,\"caller\":\"alice\","
                + "\"peer\":\"10.1.2.3\",\"client\":\"203.0.113.7\"}");
  }

  @Test
  void writesALineForAFailedLogin() {
    assertThat(line(FakeDecision.failedLogin(Rejection.WRONG_PASSWORD)))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"attempt\":\"login\","
                + "\"outcome\":\"rejected\",\"authenticated_by\":null,"
                + "\"rejection\":\"WRONG_PASSWORD\",\"caller\":null,"
                + "\"peer\":\"10.1.2.3\",\"client\":\"203.0.113.7\"}");
  }

  /** Characters that would end the text, the object or the line. */
  @Test
  void escapesTheName() {
    String name = "o\"brien\\{0}\n{\"caller\":\"bob\"}";

    String line = line(FakeDecision.authenticated(AuthenticatedBy.HEADER, name));

    assertThat(line).doesNotContain("\n");
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      JsonObject read = reader.readObject();
      assertThat(read.getString("caller")).isEqualTo(name);
      assertThat(read.keySet())
          .containsExactly(
              "time",
              "attempt",
              "outcome",
              "authenticated_by",
              "rejection",
              "caller",
              "peer",
              "client");
    }
  }

  @Test
  void writesTheLineOfThePage() throws IOException {
    String line = line(FakeDecision.authenticated(AuthenticatedBy.HEADER, "alice"));

    String page = Files.readString(Path.of("../docs/how-to/operations.md"));
    assertThat(page).contains("\n" + line + "\n");
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      assertThat(reader.readObject().keySet())
          .allSatisfy(field -> assertThat(page).contains("\n| `" + field + "` | "));
    }
  }

  @Test
  void isOffUnlessItsOwnCategoryIsEnabled() {
    Logger gatepass = Logger.getLogger("org.gatepass");
    CATEGORY.setLevel(null);
    gatepass.setLevel(Level.ALL);
    try {
      log.decided(FakeDecision.authenticated(AuthenticatedBy.HEADER, "alice"));
    } finally {
      gatepass.setLevel(null);
    }

    assertThat(lines).isEmpty();
  }

  /** The decision computes addresses and names on each call. */
  @Test
  void readsNothingWhileItIsOff() {
    CATEGORY.setLevel(Level.FINE);

    log.decided(new UnreadableDecision());

    assertThat(lines).isEmpty();
  }

  private static final class UnreadableDecision implements Decision {
    @Override
    public boolean isLogin() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome outcome() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<AuthenticatedBy> authenticatedBy() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Rejection> rejection() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long durationNanos() {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong storeNanos() {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong assertionNanos() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> callerName() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String peerAddress() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String clientAddress() {
      throw new UnsupportedOperationException();
    }
  }
}
