// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.AccountConfigurer;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.admin.AccountAdministration;
import org.gatepass.store.admin.AdministrationRejectedException;
import org.gatepass.store.admin.AdministrationRejectedException.Reason;
import org.gatepass.store.internal.account.AccountDirectory;
import org.gatepass.store.internal.account.GuardedAdministration;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that answers reads and rejects writes, for example after a fail-over. */
class UnwritableDatabaseTest {
  private static final RemoteUserCredential HEADER =
      new RemoteUserCredential("alice", Set.of(), "alice@example.org", "Alice");

  private static TestUnit readOnly(TestUnit.Kind kind) throws Exception {
    TestUnit unit = TestUnit.accounts(kind);
    UserAccount alice = new UserAccount("alice");
    alice.setLoginByHeader(true);
    // "secret", as Django has it, to be replaced at the next login.
    alice.setPasswordHash("pbkdf2_sha256$1$salt$ON9CizCTCOSMNofn+QvaDpzyU1aMIex1Sg4HarSrZCM=");
    unit.create(alice);
    unit.setReadOnly(true);
    return unit;
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void admitsCallersWhoseLastLoginIsDue(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = readOnly(kind)) {
      AccountDirectory directory = unit.directory(Optional.empty(), InstantSource.system());
      KnownCaller alice = directory.ask("alice").orElseThrow();

      for (int i = 0; i < 3; i++) {
        assertThat(directory.enter(alice, HEADER)).contains(alice);
        assertThat(
                directory.enter(
                    alice, new RemoteUserCredential("alice", Set.of(), null, null, true)))
            .contains(alice);
        directory.noteLogin(alice);
      }
      assertThat(directory.noteSessionLogin("alice")).isFalse();
      assertThat(unit.sql("select last_login from gatepass_account")).isNull();

      unit.setReadOnly(false);
      AccountDirectory later = unit.directory(Optional.empty(), InstantSource.system());
      assertThat(later.enter(alice, HEADER).orElseThrow().lastLogin()).isNotNull();
      assertThat(unit.sql("select display_name from gatepass_account")).isEqualTo("Alice");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void acceptsAPasswordWhoseHashCanNotBeReplaced(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = readOnly(kind)) {
      AccountDirectory directory = unit.directory(Optional.empty(), InstantSource.system());

      assertThat(
              new DatabasePasswordIdentityStore(directory, InstantSource.system())
                  .validate(new UsernamePasswordCredential("alice", "secret"))
                  .getStatus())
          .isEqualTo(Status.VALID);
      assertThat(unit.sql("select password_hash from gatepass_account")).startsWith("pbkdf2");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void admitsCallersWhereTheHookChangesNothingAndCallsItOnceAMinute(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = readOnly(kind)) {
      AtomicInteger asked = new AtomicInteger();
      AccountConfigurer hook = (account, credential, created) -> asked.incrementAndGet();
      AccountDirectory directory = unit.directory(Optional.of(hook), InstantSource.system());
      KnownCaller alice = directory.ask("alice").orElseThrow();

      for (int i = 0; i < 5; i++) {
        assertThat(directory.enter(alice, HEADER)).isPresent();
      }

      // Once with the transaction that failed, once without any.
      assertThat(asked).hasValueBetween(1, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectsACallerThatTheHookWouldBar(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = readOnly(kind)) {
      AccountConfigurer hook = (account, credential, created) -> account.setActive(false);
      AccountDirectory directory = unit.directory(Optional.of(hook), InstantSource.system());
      KnownCaller alice = directory.ask("alice").orElseThrow();

      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(PersistenceException.class)
            .isThrownBy(() -> directory.enter(alice, HEADER));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rethrowsExceptionsOfTheHook(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = readOnly(kind)) {
      AccountConfigurer hook =
          (account, credential, created) -> {
            throw new UnsupportedOperationException("the hook's");
          };
      AccountDirectory directory = unit.directory(Optional.of(hook), InstantSource.system());
      KnownCaller alice = directory.ask("alice").orElseThrow();

      assertThatThrownBy(() -> directory.enter(alice, HEADER)).hasMessage("the hook's");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void rejectsAdministrationWithItsReason(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = readOnly(kind)) {
      AccountAdministration administration =
          new GuardedAdministration(
              unit.accountDatabase(),
              new RemoteUserPrincipal(
                  "admin", AuthenticatedBy.PASSWORD, Set.of(), null, null, null),
              "administrator",
              event -> {});

      for (Runnable change :
          Set.<Runnable>of(
              () -> administration.create(new UserAccount("bob")),
              () -> administration.change("alice", account -> account.setActive(false)),
              () -> administration.delete("alice"))) {
        assertThatExceptionOfType(AdministrationRejectedException.class)
            .isThrownBy(change::run)
            .extracting(AdministrationRejectedException::reason)
            .isEqualTo(Reason.READ_ONLY_DATABASE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void writesDisplayDataOnlyWithALoginThatIsDue(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      Instant[] now = {Instant.now()};
      AccountDirectory directory = unit.directory(Optional.empty(), () -> now[0]);
      directory.enter(directory.ask("alice").orElseThrow(), HEADER);
      String version = unit.sql("select version from gatepass_account");
      String revision = unit.sql("select revision from gatepass_revision");

      for (int i = 0; i < 10; i++) {
        directory.enter(
            directory.ask("alice").orElseThrow(),
            new RemoteUserCredential("alice", Set.of(), null, "Alice " + i));
      }

      assertThat(unit.sql("select version from gatepass_account")).isEqualTo(version);
      assertThat(unit.sql("select revision from gatepass_revision")).isEqualTo(revision);
      assertThat(unit.sql("select display_name from gatepass_account")).isEqualTo("Alice");

      now[0] = now[0].plusSeconds(3601);
      directory.enter(
          directory.ask("alice").orElseThrow(),
          new RemoteUserCredential("alice", Set.of(), null, "Alice A"));
      assertThat(unit.sql("select display_name from gatepass_account")).isEqualTo("Alice A");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void leavesOutDisplayDataThatTheColumnCanNotHold(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      unit.create("alice");
      unit.sql(
          "alter table gatepass_account "
              + switch (kind.database()) {
                case H2 -> "alter column display_name varchar(20)";
                case POSTGRESQL -> "alter column display_name type varchar(20)";
                case MARIADB -> "modify display_name varchar(20)";
              });
      AccountDirectory directory = unit.directory(Optional.empty(), InstantSource.system());
      RemoteUserCredential narrow =
          new RemoteUserCredential("alice", Set.of(), null, "A name of more than 20 characters");

      assertThat(directory.enter(directory.ask("alice").orElseThrow(), narrow)).isPresent();
      assertThat(unit.sql("select last_login from gatepass_account")).isNotNull();
      // Longer than any column of ours: it is not even tried.
      assertThat(
              directory.enter(
                  directory.ask("alice").orElseThrow(),
                  new RemoteUserCredential("alice", Set.of(), "a@" + "b".repeat(300), null, true)))
          .isPresent();
      assertThat(unit.sql("select email from gatepass_account")).isNull();

      assertThat(
              directory.create(
                  new RemoteUserCredential("zoe", Set.of(), null, "Also more than 20 characters")))
          .isEqualTo(CallerDirectory.Creation.CREATED);
      assertThat(unit.sql("select display_name from gatepass_account where name = 'zoe'")).isNull();
    }
  }
}
