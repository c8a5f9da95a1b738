// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UserAccountTest {
  private static final Instant PAST = Instant.parse("2001-02-03T04:05:06.789Z");
  private static final Instant FUTURE = Instant.parse("9999-12-31T23:59:59.999Z");

  private static UserAccount account() {
    UserAccount account = new UserAccount("alice");
    account.setLoginByHeader(true);
    account.setStableId("7");
    return account;
  }

  static Stream<Arguments> takesBack() {
    return Stream.of(
        change("deactivation", account -> account.setActive(false)),
        change("closing to headers", account -> account.setLoginByHeader(false)),
        change("a password", account -> account.setPasswordHash("$argon2id$")),
        change("no password", account -> account.setPasswordHash(null)),
        change(
            "a required change",
            account -> {
              account.setPasswordHash("$argon2id$");
              account.setPasswordChangeRequired(true);
            }),
        change("a lock", account -> account.setLockedUntil(FUTURE)),
        change("an end that has come", account -> account.setExpiresAt(PAST)),
        change(
            "an end of the password that has come",
            account -> {
              account.setPasswordHash("$argon2id$");
              account.setPasswordExpiresAt(PAST);
            }),
        change("another stable id", account -> account.setStableId("8")),
        change("no stable id", account -> account.setStableId(null)),
        change("sign out everywhere", UserAccount::endRememberedLogins));
  }

  static Stream<Arguments> takesNothingBack() {
    return Stream.of(
        change("active as before", account -> account.setActive(true)),
        change("open to headers as before", account -> account.setLoginByHeader(true)),
        change("a lock that is over", account -> account.setLockedUntil(PAST)),
        change("no lock", account -> account.setLockedUntil(null)),
        change("a later end", account -> account.setExpiresAt(FUTURE)),
        change("no end", account -> account.setExpiresAt(null)),
        change("an end of no password", account -> account.setPasswordExpiresAt(PAST)),
        change("a later end of the password", a -> a.setPasswordExpiresAt(FUTURE)),
        change("the same stable id", account -> account.setStableId("7")),
        change("a first login with a stable id", account -> account.bind("7")),
        change("a required change without a password", a -> a.setPasswordChangeRequired(true)),
        change("groups", account -> account.setGroups(Set.of("user"))),
        change("e-mail", account -> account.setEmail("alice@example.org")),
        change("no required change", account -> account.setPasswordChangeRequired(false)),
        change("display name", account -> account.setDisplayName("Alice")));
  }

  private static Arguments change(String what, Consumer<UserAccount> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("takesBack")
  void endsRememberedLoginsWhen(String what, Consumer<UserAccount> change) {
    UserAccount account = account();
    String stamp = account.securityStamp();

    change.accept(account);

    assertThat(account.securityStamp()).isNotEqualTo(stamp);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("takesNothingBack")
  void keepsRememberedLoginsWhen(String what, Consumer<UserAccount> change) {
    UserAccount account = account();
    String stamp = account.securityStamp();

    change.accept(account);

    assertThat(account.securityStamp()).isEqualTo(stamp);
  }

  static Stream<String> malformedIds() {
    return Stream.of(
        "",
        "x".repeat(256),
        " 8",
        "8 ",
        "8\u00a0", // a no-break space
        "8\n",
        "8\u200b", // a zero-width space
        "\ud83d", // half a surrogate pair
        "A\u030a"); // a letter with a combining ring
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("malformedIds")
  void rejectsAnIdThatNoHeaderLoginHas(String id) {
    UserAccount account = account();
    String stamp = account.securityStamp();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> account.setStableId(id))
        .withMessageStartingWith("The stable id ");

    assertThat(account.getStableId()).isEqualTo("7");
    assertThat(account.securityStamp()).isEqualTo(stamp);
  }

  static Stream<String> wellFormedIds() {
    return Stream.of("8", "x".repeat(255), "8 9", "\u00c5", "\ud83d\ude00");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("wellFormedIds")
  void takesAnIdThatAHeaderLoginMayHave(String id) {
    UserAccount account = account();

    account.setStableId(id);

    assertThat(account.getStableId()).isEqualTo(id);
  }

  @Test
  void endsRememberedLoginsOnceWhenAChangeIsRequiredTwice() {
    UserAccount account = account();
    account.setPasswordHash("$argon2id$");
    String before = account.securityStamp();
    account.setPasswordChangeRequired(true);
    String stamp = account.securityStamp();
    assertThat(stamp).isNotEqualTo(before);

    account.setPasswordChangeRequired(true);

    assertThat(account.securityStamp()).isEqualTo(stamp);
    assertThat(account.isPasswordChangeRequired()).isTrue();
  }

  /** The account has been locked, or has expired, meanwhile. */
  @Test
  void restoresNoRememberedLoginsWithALaterEnd() {
    UserAccount account = account();
    account.setExpiresAt(PAST);
    String stamp = account.securityStamp();

    account.setExpiresAt(PAST);
    assertThat(account.securityStamp()).isEqualTo(stamp);
    account.setExpiresAt(null);

    assertThat(account.securityStamp()).isNotEqualTo(stamp);
  }

  static Stream<Instant> laterEnds() {
    return Stream.of(FUTURE, PAST.plusMillis(1), null);
  }

  /** A login that sent no request after the end would continue. */
  @ParameterizedTest
  @MethodSource("laterEnds")
  void restoresNoRememberedLoginsWithALaterEndOfThePassword(@Nullable Instant later) {
    UserAccount account = account();
    account.setPasswordHash("$argon2id$");
    account.setPasswordExpiresAt(PAST);
    String stamp = account.securityStamp();

    account.setPasswordExpiresAt(PAST);
    assertThat(account.securityStamp()).isEqualTo(stamp);
    account.setPasswordExpiresAt(later);

    assertThat(account.securityStamp()).isNotEqualTo(stamp);
    assertThat(account.getPasswordExpiresAt()).isEqualTo(later);
  }

  @Test
  void keepsRememberedLoginsWithALaterEndBeforeThePasswordExpires() {
    UserAccount account = account();
    account.setPasswordHash("$argon2id$");
    account.setPasswordExpiresAt(FUTURE);
    String stamp = account.securityStamp();

    account.setPasswordExpiresAt(FUTURE.minusMillis(1));
    account.setPasswordExpiresAt(null);

    assertThat(account.securityStamp()).isEqualTo(stamp);
  }

  @Test
  void keepsTheEndOfThePasswordAfterAnAdministratorSetsAPassword() {
    UserAccount account = account();
    account.setPasswordExpiresAt(PAST);

    account.setPasswordHash("$argon2id$");

    assertThat(account.getPasswordExpiresAt()).isEqualTo(PAST);
  }

  @Test
  void keepsTimesToTheMillisecond() {
    UserAccount account = account();
    account.setLockedUntil(PAST.plusNanos(999_999));
    account.setExpiresAt(Instant.EPOCH);
    account.setPasswordExpiresAt(FUTURE);

    assertThat(account.getLockedUntil()).isEqualTo(PAST);
    assertThat(account.getExpiresAt()).isEqualTo(Instant.EPOCH);
    assertThat(account.getPasswordExpiresAt()).isEqualTo(FUTURE);
  }

  static Stream<BiConsumer<UserAccount, Instant>> times() {
    return Stream.of(
        UserAccount::setLockedUntil, UserAccount::setExpiresAt, UserAccount::setPasswordExpiresAt);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("times")
  void rejectsTimesThatNoColumnHolds(BiConsumer<UserAccount, Instant> change) {
    UserAccount account = account();
    for (Instant time :
        List.of(Instant.EPOCH.minusMillis(1), FUTURE.plusMillis(1), Instant.MIN, Instant.MAX)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> change.accept(account, time))
          .withMessage("The time is not between the years 1970 and 9999");
    }
    assertThat(account.getLockedUntil()).isNull();
    assertThat(account.getExpiresAt()).isNull();
    assertThat(account.getPasswordExpiresAt()).isNull();
  }

  @Test
  void stillRequiresAChangeAfterAnAdministratorSetsAPassword() {
    UserAccount account = account();
    account.setPasswordChangeRequired(true);

    account.setPasswordHash("$argon2id$");

    assertThat(account.isPasswordChangeRequired()).isTrue();
  }

  @Test
  void keepsRememberedLoginsEndedAfterReactivation() {
    UserAccount account = account();
    String stamp = account.securityStamp();

    account.setActive(false);
    account.setActive(true);

    assertThat(account.securityStamp()).isNotEqualTo(stamp);
  }
}
