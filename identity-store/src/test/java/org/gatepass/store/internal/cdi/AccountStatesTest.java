// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.password.PasswordChangeCredential;
import org.gatepass.password.RejectedResult;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.account.AccountDirectory;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.password.PasswordHashes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Accounts that are locked or have expired, and passwords that have expired, with each provider and
 * database. The clock of the stores is fixed at {@link #NOW}, unless a test moves it.
 */
class AccountStatesTest {
  /** Later than the system's clock, so that no end has come when an account is stored. */
  private static final Instant NOW = Instant.parse("9000-01-01T00:00:00Z");

  private static final String HASH = new PasswordHashes().hash("secret".toCharArray());

  private Instant now = NOW;
  private boolean allowInactive;

  private final class Stores {
    private final CallerDirectory directory;
    private final ActiveUserIdentityStore header;
    private final DatabasePasswordIdentityStore password;

    Stores(CallerDirectory directory) {
      this.directory = directory;
      header =
          new ActiveUserIdentityStore(
              directory,
              new AccountOptions(
                  false,
                  1,
                  allowInactive,
                  Duration.ZERO,
                  AccountOptions.DEFAULT_PASSWORD_COST,
                  Set.of()),
              () -> now);
      password = new DatabasePasswordIdentityStore(directory, () -> now);
    }

    private String byHeader() {
      RemoteUserCredential credential =
          new RemoteUserCredential("dora", Set.of(), null, null, null, true);
      return header.validate(credential).getStatus() == Status.VALID
          ? "VALID"
          : credential.rejection().name();
    }

    private String byPassword(String offered) {
      return outcome(password.validate(new UsernamePasswordCredential("dora", offered)));
    }

    private PasswordChangeCredential change() {
      return new PasswordChangeCredential("dora", new Password("secret"), new Password("another"));
    }

    private Status remembered(AuthenticatedBy way) {
      return remembered(way, directory.ask("dora").orElseThrow().securityStamp());
    }

    private Status remembered(AuthenticatedBy way, @Nullable String stamp) {
      RememberedCallerCredential login = new RememberedCallerCredential("dora", way, stamp);
      return (way == AuthenticatedBy.HEADER ? header.validate(login) : password.validate(login))
          .getStatus();
    }
  }

  private static String outcome(CredentialValidationResult result) {
    return result instanceof RejectedResult rejected
        ? rejected.reason().name()
        : result.getStatus().name();
  }

  private Stores stores(TestUnit unit, Consumer<UserAccount> limits) {
    UserAccount dora = new UserAccount("dora");
    dora.setLoginByHeader(true);
    dora.setPasswordHash(HASH);
    limits.accept(dora);
    unit.create(dora);
    return new Stores(unit.directory(Optional.empty(), () -> now));
  }

  private static @Nullable Instant at(@Nullable Long millis) {
    return millis == null ? null : NOW.plusMillis(millis);
  }

  /** Milliseconds after now, the results of a login by header and by password. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -, VALID, VALID",
        "0, 1, 1, VALID, VALID",
        "1, -, -, LOCKED_CALLER, LOCKED_CALLER",
        "-, 0, -, EXPIRED_CALLER, EXPIRED_CALLER",
        "-, -, 0, VALID, PASSWORD_EXPIRED",
        "1, 0, 0, LOCKED_CALLER, LOCKED_CALLER",
        "-, 0, 0, EXPIRED_CALLER, EXPIRED_CALLER",
      })
  void decideAboutEachLogin(
      @Nullable Long locked,
      @Nullable Long end,
      @Nullable Long endOfPassword,
      String byHeader,
      String byPassword)
      throws Exception {
    for (TestUnit.Kind kind : TestUnit.Kind.values()) {
      try (TestUnit unit = TestUnit.accounts(kind)) {
        Stores stores =
            stores(
                unit,
                account -> {
                  account.setLockedUntil(at(locked));
                  account.setExpiresAt(at(end));
                  account.setPasswordExpiresAt(at(endOfPassword));
                });

        assertThat(stores.byHeader()).as(kind.name()).isEqualTo(byHeader);
        assertThat(stores.byPassword("secret")).isEqualTo(byPassword);
        // As for each other account, only the right password gives the reason.
        assertThat(stores.byPassword("wrong")).isEqualTo("INVALID");
        assertThat(stores.remembered(AuthenticatedBy.HEADER))
            .isEqualTo(byHeader.equals("VALID") ? Status.VALID : Status.INVALID);
        assertThat(stores.remembered(AuthenticatedBy.PASSWORD))
            .isEqualTo(byPassword.equals("VALID") ? Status.VALID : Status.INVALID);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void endRememberedLoginsOfACachedAccountWithoutAQueryWhenTheTimeComes(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      stores(
          unit,
          account -> {
            account.setExpiresAt(NOW.plusSeconds(2));
            account.setPasswordExpiresAt(NOW.plusSeconds(1));
          });
      AccountDirectory accounts = unit.directory(Optional.empty(), () -> now);
      Freshness freshness = new Freshness(Duration.ofHours(1)::toNanos, () -> 0);
      Stores cached = new Stores(freshness.remembering(accounts, freshness.clock(() -> 1L)));
      String stamp = accounts.ask("dora").orElseThrow().securityStamp();
      assertThat(cached.remembered(AuthenticatedBy.HEADER, stamp)).isEqualTo(Status.VALID);
      assertThat(cached.remembered(AuthenticatedBy.PASSWORD, stamp)).isEqualTo(Status.VALID);
      int queries = unit.prepared().size();

      now = NOW.plusMillis(999);
      assertThat(cached.remembered(AuthenticatedBy.PASSWORD, stamp)).isEqualTo(Status.VALID);
      now = NOW.plusMillis(1_999);
      assertThat(cached.remembered(AuthenticatedBy.HEADER, stamp)).isEqualTo(Status.VALID);
      assertThat(unit.prepared()).hasSize(queries);
      assertThat(cached.remembered(AuthenticatedBy.PASSWORD, stamp)).isEqualTo(Status.INVALID);
      now = NOW.plusSeconds(2);
      assertThat(cached.remembered(AuthenticatedBy.HEADER, stamp)).isEqualTo(Status.INVALID);
    }
  }

  /** The person has shown the expired password. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void permitAChangeOfAnExpiredPasswordWithItself(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      Stores stores = stores(unit, account -> account.setPasswordExpiresAt(NOW));
      assertThat(stores.byPassword("secret")).isEqualTo("PASSWORD_EXPIRED");

      PasswordChangeCredential change = stores.change();
      assertThat(stores.password.validate(change).getStatus()).isEqualTo(Status.VALID);

      assertThat(change.isChanged()).isTrue();
      assertThat(stores.byPassword("another")).isEqualTo("VALID");
      assertThat(stores.byPassword("secret")).isEqualTo("INVALID");
      assertThat(unit.sql("select password_expires_at from gatepass_account")).isNull();
    }
  }

  /** A person who finds the password later cannot take the account over. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void permitNoChangeOfATemporaryPasswordThatHasExpired(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      Stores stores =
          stores(
              unit,
              account -> {
                account.setPasswordChangeRequired(true);
                account.setPasswordExpiresAt(NOW.plusMillis(1));
              });
      var cached = stores.directory.ask("dora").orElseThrow();
      assertThat(stores.byPassword("secret")).isEqualTo("PASSWORD_CHANGE_REQUIRED");

      now = NOW.plusMillis(1);
      assertThat(stores.byPassword("secret")).isEqualTo("PASSWORD_EXPIRED");
      assertThat(stores.byPassword("wrong")).isEqualTo("INVALID");
      assertThat(stores.byHeader()).isEqualTo("VALID");
      PasswordChangeCredential change = stores.change();
      assertThat(outcome(stores.password.validate(change))).isEqualTo("PASSWORD_EXPIRED");
      // The password expired after it had been verified.
      assertThat(stores.directory.changePassword(cached, "another hash")).isEmpty();
      assertThat(change.isChanged()).isFalse();

      now = NOW;
      assertThat(stores.password.validate(stores.change()).getStatus()).isEqualTo(Status.VALID);
      assertThat(stores.byPassword("another")).isEqualTo("VALID");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void permitNoChangeOfThePasswordOfALockedAccount(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      Stores stores = stores(unit, account -> account.setLockedUntil(NOW.plusMillis(1)));
      var cached = stores.directory.ask("dora").orElseThrow();

      PasswordChangeCredential change = stores.change();
      assertThat(outcome(stores.password.validate(change))).isEqualTo("LOCKED_CALLER");
      // The account was locked after the password had been verified.
      assertThat(stores.directory.changePassword(cached, "another hash")).isEmpty();

      assertThat(change.isChanged()).isFalse();
      now = NOW.plusMillis(1);
      assertThat(stores.byPassword("secret")).isEqualTo("VALID");
    }
  }

  @Test
  void holdForInactiveCallersThatAreAdmittedToo() throws Exception {
    allowInactive = true;
    try (TestUnit unit = TestUnit.accounts(TestUnit.Kind.HIBERNATE_H2)) {
      Stores stores =
          stores(
              unit,
              account -> {
                account.setActive(false);
                account.setLockedUntil(NOW.plusMillis(1));
                account.setExpiresAt(NOW.plusMillis(2));
              });

      assertThat(stores.byHeader()).isEqualTo("LOCKED_CALLER");
      now = NOW.plusMillis(1);
      assertThat(stores.byHeader()).isEqualTo("VALID");
      now = NOW.plusMillis(2);
      assertThat(stores.byHeader()).isEqualTo("EXPIRED_CALLER");
    }
  }

  /** The cached caller of the request may be older than the row. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepTheHookFromAnAccountThatWasLockedMeanwhile(TestUnit.Kind kind) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (TestUnit unit = TestUnit.accounts(kind)) {
      stores(unit, account -> account.setLockedUntil(NOW.plusMillis(1)));
      CallerDirectory directory =
          unit.directory(
              Optional.of((account, credential, created) -> calls.incrementAndGet()), () -> now);
      RemoteUserCredential header = new RemoteUserCredential("dora", Set.of(), null, null, true);

      directory.enter(directory.ask("dora").orElseThrow(), header);

      assertThat(calls).hasValue(0);
      assertThat(unit.sql("select last_login from gatepass_account")).isNull();
      now = NOW.plusMillis(1);
      directory.enter(directory.ask("dora").orElseThrow(), header);
      assertThat(calls).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void leaveALockedAccountUnbound(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      Stores stores = stores(unit, account -> account.setLockedUntil(NOW.plusMillis(1)));
      var cached = stores.directory.ask("dora").orElseThrow();

      stores.directory.bind(cached, "7");

      assertThat(unit.sql("select stable_id from gatepass_account")).isNull();
      now = NOW.plusMillis(1);
      stores.directory.bind(cached, "7");
      assertThat(unit.sql("select stable_id from gatepass_account")).isEqualTo("7");
    }
  }

  /** Such as one of a directory, or a bearer token. */
  @ParameterizedTest
  @CsvSource({"1, -1, INVALID", "0, -1, NOT_VALIDATED", "0, 0, INVALID", "0, 1, NOT_VALIDATED"})
  void endALoginThatAnotherStoreHasAccepted(long locked, long end, Status status) throws Exception {
    try (TestUnit unit = TestUnit.accounts(TestUnit.Kind.HIBERNATE_H2)) {
      Stores stores =
          stores(
              unit,
              account -> {
                account.setLockedUntil(at(locked));
                account.setExpiresAt(end < 0 ? null : at(end));
              });

      assertThat(
              stores
                  .password
                  .validate(
                      new RememberedCallerCredential(
                          "dora", AuthenticatedBy.PASSWORD, null, "ldap.Store"))
                  .getStatus())
          .isEqualTo(status);
      assertThat(
              stores
                  .header
                  .validate(
                      new RememberedCallerCredential(
                          "dora", AuthenticatedBy.TOKEN, null, "token.Store"))
                  .getStatus())
          .isEqualTo(status);
    }
  }
}
