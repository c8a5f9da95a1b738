// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.password.PasswordHashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the integration tests don't see from outside. */
class AccountBodyTest {
  private final UserAccount account = new UserAccount("alice");

  @Test
  void changesWhatItNamesAndNothingElse() throws Exception {
    account.setEmail("alice@example.org");
    account.setDisplayName("Alice");
    account.setGroups(Set.of("user"));

    read("{\"displayName\":\"Al\",\"groups\":[]}")
        .changes(new PasswordHashes()::hash)
        .accept(account);

    assertThat(account.getDisplayName()).isEqualTo("Al");
    assertThat(account.getGroups()).isEmpty();
    assertThat(account.getEmail()).isEqualTo("alice@example.org");
    assertThat(account.isActive()).isTrue();
  }

  @Test
  void bringsTextToNormalFormC() throws Exception {
    read("{\"displayName\":\"Ju\u0308rgen\",\"groups\":[\"u\u0308\"]}")
        .changes(new PasswordHashes()::hash)
        .accept(account);

    assertThat(account.getDisplayName()).isEqualTo("J\u00fcrgen");
    assertThat(account.getGroups()).containsExactly("\u00fc");
  }

  @Test
  void givesAPasswordAndTakesItAway() throws Exception {
    read("{\"password\":\"long enough\"}").changes(new PasswordHashes()::hash).accept(account);
    assertThat(account.isLocal()).isTrue();

    read("{\"password\":null}").changes(new PasswordHashes()::hash).accept(account);
    assertThat(account.isLocal()).isFalse();
  }

  @Test
  void requiresAChangeOfThePasswordThatItSets() throws Exception {
    AccountBody.readPassword(body("{\"password\":\"long enough\",\"passwordChangeRequired\":true}"))
        .changes(new PasswordHashes()::hash)
        .accept(account);
    assertThat(account.isLocal()).isTrue();
    assertThat(account.isPasswordChangeRequired()).isTrue();

    read("{\"password\":\"long enough\"}").changes(new PasswordHashes()::hash).accept(account);
    assertThat(account.isPasswordChangeRequired()).isTrue();

    read("{\"passwordChangeRequired\":false}").changes(new PasswordHashes()::hash).accept(account);
    assertThat(account.isPasswordChangeRequired()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"passwordChangeRequired\":true}",
        "{\"password\":null,\"passwordChangeRequired\":true}",
        "{\"password\":\"long enough\",\"active\":true}"
      })
  void readsNoPasswordFromAnotherBody(String body) {
    assertThatThrownBy(() -> AccountBody.readPassword(body(body)))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage("the body is not {\"password\":\"...\"}");
  }

  @Test
  void readsTimesAndTheirRemoval() throws Exception {
    read("""
            {"lockedUntil":"2026-07-01T12:00:00Z","expiresAt":"1970-01-01T00:00:00Z",
             "passwordExpiresAt":"9999-12-31T23:59:59.999Z"}""")
        .changes(String::valueOf)
        .accept(account);
    assertThat(account.getLockedUntil()).isEqualTo("2026-07-01T12:00:00Z");
    assertThat(account.getExpiresAt()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(account.getPasswordExpiresAt()).isEqualTo("9999-12-31T23:59:59.999Z");

    read("{\"lockedUntil\":null,\"expiresAt\":null,\"passwordExpiresAt\":null}")
        .changes(String::valueOf)
        .accept(account);
    assertThat(account.getLockedUntil()).isNull();
    assertThat(account.getExpiresAt()).isNull();
    assertThat(account.getPasswordExpiresAt()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-01, is not a time in UTC (ISO 8601)",
    "2026-07-01T12:00:00, is not a time in UTC (ISO 8601)",
    "1969-12-31T23:59:59.999Z, is not between the years 1970 and 9999",
    "+10000-01-01T00:00:00Z, is not between the years 1970 and 9999"
  })
  void rejectsOtherTimes(String text, String rule) {
    for (String member : List.of("lockedUntil", "expiresAt", "passwordExpiresAt")) {
      assertThatThrownBy(() -> read("{\"" + member + "\":\"" + text + "\"}"))
          .isInstanceOf(MalformedBodyException.class)
          .hasMessage("\"" + member + "\" " + rule);
    }
  }

  @ParameterizedTest
  @CsvSource({"7, false", "8, true", "1024, true", "1025, false"})
  void takesPasswordsOfEightTo1024Characters(int length, boolean taken) throws Exception {
    String body = "{\"password\":\"" + "p".repeat(length) + "\"}";

    if (taken) {
      assertThat(read(body)).hasToString("AccountBody");
    } else {
      assertThatThrownBy(() -> read(body))
          .isInstanceOf(MalformedBodyException.class)
          .hasMessage("\"password\" has not 8 to 1,024 characters");
    }
  }

  @Test
  void repeatsNoLongNameOfAnUnknownMember() {
    assertThatThrownBy(() -> read("{\"" + "x".repeat(1_000) + "\":1}"))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage("there is no member \"" + "x".repeat(40) + "...\"");
  }

  private static AccountBody read(String body) throws IOException, MalformedBodyException {
    return AccountBody.read(body(body));
  }

  private static InputStream body(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }
}
