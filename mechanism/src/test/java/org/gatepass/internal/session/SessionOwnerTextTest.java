// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.internal.session.SessionOwner.Anonymous;
import org.gatepass.internal.session.SessionOwner.Caller;
import org.gatepass.internal.session.SessionOwner.Login;
import org.gatepass.internal.session.SessionOwner.Unknown;
import org.gatepass.spi.signout.IssuerSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionOwnerTextTest {
  private static final Instant LOGIN = Instant.ofEpochMilli(1_764_230_400_000L);

  /** What owners-1.txt holds, in its order. */
  private static final List<SessionOwner> OF_VERSION_1 =
      List.of(
          new Anonymous(),
          Caller.ofEachRequest("alice", "alice", AuthenticatedBy.HEADER),
          new Caller(
              "alice",
              "Alice",
              AuthenticatedBy.HEADER,
              Optional.of(
                  new Login("s-1", Set.of("user", "administrator"), LOGIN, null, null, null))),
          new Caller(
              "j\u00fcrgen",
              "j\u00fcrgen",
              AuthenticatedBy.PASSWORD,
              Optional.of(new Login("a b=c%", Set.of(), LOGIN.plusMillis(123), null, null, null))),
          Caller.ofEachRequest("robot", "robot", null),
          Caller.ofEachRequest("robot", "robot", AuthenticatedBy.TOKEN),
          new Caller(
              "dora",
              "dora",
              AuthenticatedBy.PASSWORD,
              Optional.of(
                  new Login(null, Set.of(), LOGIN, "org.example.Directory#1/2", null, null))),
          new Caller(
              "alice",
              "alice",
              AuthenticatedBy.HEADER,
              Optional.of(
                  new Login(
                      null,
                      Set.of("user"),
                      LOGIN,
                      null,
                      new IssuerSession("https://id.example.org/realms/clinic", "f:1:alice", "s 1"),
                      null))),
          new Caller(
              "erin",
              "erin",
              AuthenticatedBy.HEADER,
              Optional.of(
                  new Login(
                      null,
                      Set.of(),
                      LOGIN,
                      null,
                      new IssuerSession("https://id.example.org", "erin-1", null),
                      null))),
          new Caller(
              "erin",
              "erin",
              AuthenticatedBy.HEADER,
              Optional.of(
                  new Login(
                      null,
                      Set.of(),
                      LOGIN,
                      null,
                      new IssuerSession("https://id.example.org", "erin-1", null),
                      LOGIN.minusSeconds(2)))));

  private static List<String> stored(String version) throws IOException {
    try (InputStream file =
        SessionOwnerTextTest.class.getResourceAsStream("owners-" + version + ".txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void readsWhatVersion1HasStored() throws IOException {
    assertThat(stored("1")).map(SessionOwnerText::read).isEqualTo(OF_VERSION_1);
  }

  @Test
  void writesVersion1() throws IOException {
    assertThat(OF_VERSION_1).map(SessionOwnerText::write).isEqualTo(stored("1"));
  }

  @Test
  void ignoresFieldsOfALaterVersionAndTheirOrder() {
    assertThat(SessionOwnerText.read("1 later=x by=HEADER caller=alice another=y%20z"))
        .isEqualTo(Caller.ofEachRequest("alice", "alice", AuthenticatedBy.HEADER));
  }

  @Test
  void ignoresASessionWithoutItsIssuer() {
    assertThat(SessionOwnerText.read("1 caller=alice by=HEADER login=1764230400000 sub=x sid=y"))
        .isEqualTo(
            new Caller(
                "alice",
                "alice",
                AuthenticatedBy.HEADER,
                Optional.of(new Login(null, Set.of(), LOGIN, null, null, null))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "2 caller=alice",
        "10 caller=alice",
        "1 caller",
        "1 caller=alice by=CHANCE",
        "1 caller=alice login=yesterday",
        "1 caller=%E4%",
        "1 caller=alice by=HEADER login=1 iss=x",
        "1caller=alice",
        "org.gatepass.mechanism.RememberedCaller"
      })
  void readsNoOwnerFromADamagedText(String text) {
    assertThat(SessionOwnerText.read(text)).isEqualTo(new Unknown(true));
  }

  @Test
  void namesNoCallerAsText() {
    assertThat(OF_VERSION_1).map(Object::toString).noneMatch(text -> text.contains("alice"));
    assertThat(new IssuerSession("https://id.example.org", "f:1:alice", "s-1"))
        .hasToString("IssuerSession");
  }
}
