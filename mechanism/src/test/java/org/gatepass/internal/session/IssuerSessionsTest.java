// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.gatepass.spi.ClaimedIdentity.Issued;
import org.gatepass.spi.signout.IssuerSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IssuerSessionsTest {
  private static final String ISSUER = "https://id.example.org";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final IssuerSessions sessions = new IssuerSessions(Duration.ofHours(12), () -> now, 3);

  private static IssuerSession session(@Nullable String subject, @Nullable String sessionId) {
    return new IssuerSession(ISSUER, subject, sessionId);
  }

  private void end(@Nullable String subject, @Nullable String sessionId) {
    sessions.end(session(subject, sessionId), now);
  }

  private boolean hasEnded(@Nullable String subject, @Nullable String sessionId, Instant loginAt) {
    return sessions.hasEnded(session(subject, sessionId), loginAt);
  }

  @Test
  void areNotEndedAtFirst() {
    assertThat(hasEnded("alice-1", "s-1", START)).isFalse();
    assertThat(sessions.hasEnded(new Issued(session("alice-1", "s-1"), null))).isFalse();
  }

  @Test
  void endByTheirIdForGood() {
    end("alice-1", "s-1");

    assertThat(hasEnded("alice-1", "s-1", START.plusSeconds(60))).isTrue();
    assertThat(hasEnded(null, "s-1", START.plusSeconds(60))).isTrue();
    assertThat(sessions.hasEnded(new Issued(session("alice-1", "s-1"), null))).isTrue();
    assertThat(sessions.hasEnded(new Issued(session("alice-1", "s-1"), START.plusSeconds(60))))
        .isTrue();
  }

  @Test
  void endAloneByTheirId() {
    end("alice-1", "s-1");

    assertThat(hasEnded("alice-1", "s-2", START)).isFalse();
    assertThat(hasEnded("alice-1", null, START)).isFalse();
    assertThat(hasEnded("s-1", null, START)).isFalse();
    assertThat(hasEnded(null, "alice-1", START)).isFalse();
  }

  @Test
  void endTogetherByTheirSubject() {
    end("alice-1", null);

    assertThat(hasEnded("alice-1", "s-1", START)).isTrue();
    assertThat(hasEnded("alice-1", null, START.minusSeconds(60))).isTrue();
    assertThat(hasEnded("bob-1", "s-1", START)).isFalse();
    assertThat(hasEnded(null, "alice-1", START)).isFalse();
  }

  @Test
  void beginAgainAfterTheEndOfTheirSubjects() {
    end("alice-1", null);

    assertThat(hasEnded("alice-1", "s-2", START.plusMillis(1))).isFalse();
    assertThat(sessions.hasEnded(new Issued(session("alice-1", "s-2"), START))).isTrue();
    assertThat(sessions.hasEnded(new Issued(session("alice-1", "s-2"), null))).isFalse();
    assertThat(sessions.hasEnded(new Issued(session("alice-1", "s-2"), START.plusSeconds(1))))
        .isFalse();
  }

  @Test
  void endForOneIssuerAlone() {
    end("alice-1", "s-1");
    end("bob-1", null);

    IssuerSession sameId = new IssuerSession("https://id.example.net", "alice-1", "s-1");
    IssuerSession sameSubject = new IssuerSession("https://id.example.net", "bob-1", "s-2");
    assertThat(sessions.hasEnded(sameId, START)).isFalse();
    assertThat(sessions.hasEnded(sameSubject, START)).isFalse();
  }

  @Test
  void areLeftAloneWhereALoginHasNone() {
    end("alice-1", "s-1");

    assertThat(sessions.hasEnded((IssuerSession) null, START)).isFalse();
    assertThat(sessions.hasEnded(null)).isFalse();
  }

  @Test
  void keepTheLaterTimeWhereReportsOvertakeEachOther() {
    sessions.end(session("alice-1", null), START.plusSeconds(5));
    sessions.end(session("alice-1", null), START);

    assertThat(sessions.hasEnded(new Issued(session("alice-1", "s-1"), START.plusSeconds(5))))
        .isTrue();
    sessions.end(session("alice-1", null), START.plusSeconds(8));
    assertThat(sessions.hasEnded(new Issued(session("alice-1", "s-1"), START.plusSeconds(8))))
        .isTrue();
  }

  @Test
  void areRememberedForADayWhereLoginsEndEarlier() {
    end("alice-1", "s-1");

    now = START.plus(Duration.ofHours(24));
    end("bob-1", "s-2");
    assertThat(hasEnded("alice-1", "s-1", START)).isTrue();

    now = START.plus(Duration.ofHours(24)).plusMillis(1);
    end("carol-1", "s-3");
    assertThat(sessions.size()).isEqualTo(2);
    assertThat(hasEnded("alice-1", "s-1", START)).isFalse();
    assertThat(hasEnded("bob-1", "s-2", START)).isTrue();
  }

  @Test
  void areRememberedForTheMaximumAgeOfALogin() {
    IssuerSessions longer = new IssuerSessions(Duration.ofDays(3), () -> now);
    longer.end(session(null, "s-1"), now);
    now = START.plus(Duration.ofDays(3));
    longer.end(session(null, "s-2"), now);
    assertThat(longer.hasEnded(session(null, "s-1"), START)).isTrue();
    now = START.plus(Duration.ofDays(3)).plusMillis(1);
    longer.end(session(null, "s-3"), now);
    assertThat(longer.hasEnded(session(null, "s-1"), START)).isFalse();
  }

  @Test
  void areRememberedInALimitedNumber() {
    for (String id : new String[] {"s-1", "s-2", "s-1", "s-3", "s-4"}) {
      end(null, id);
    }

    assertThat(sessions.size()).isEqualTo(3);
    assertThat(hasEnded(null, "s-2", START)).isFalse();
    assertThat(hasEnded(null, "s-1", START)).isTrue();
    assertThat(hasEnded(null, "s-4", START)).isTrue();
  }

  @Test
  void nameTheCallerOfThisNode() {
    sessions.seen(session("alice-1", "s-1"), "Alice");
    sessions.seen(session("alice-1", "s-2"), "alice");
    sessions.seen(session(null, "s-3"), "carol");

    assertThat(sessions.end(session("alice-1", "s-1"), now)).contains("Alice");
    assertThat(sessions.end(session("alice-1", null), now)).contains("alice");
    assertThat(sessions.end(session(null, "s-3"), now)).contains("carol");
    assertThat(sessions.end(session("bob-1", null), now)).isEmpty();
    assertThat(sessions.end(session("s-3", null), now)).isEmpty();
  }
}
