// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.password.PasswordChangeCredential;
import org.gatepass.password.RejectedResult;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.gatepass.store.internal.password.PasswordHashes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasePasswordIdentityStoreTest {
  /** Of "secret", as Django has it, with one iteration: to be replaced at the next login. */
  private static final String OLD_HASH =
      "pbkdf2_sha256$1$salt$ON9CizCTCOSMNofn+QvaDpzyU1aMIex1Sg4HarSrZCM=";

  private final List<String> asked = new ArrayList<>();
  private boolean deactivatedMeanwhile;
  private String stored = OLD_HASH;
  private boolean mayBeReplaced = true;
  private boolean changeRequired;
  private boolean endedMeanwhile;
  private boolean changesPasswords = true;
  private boolean fails;
  private boolean losesTheConfirmation;
  private final List<String> newHashes = new ArrayList<>();

  private class Accounts extends UnchangingDirectory {
    KnownCaller caller(boolean active) {
      return new KnownCaller(
          "dora",
          active,
          false,
          true,
          stored,
          changeRequired,
          Set.of("user"),
          null,
          null,
          null,
          "stamp",
          null,
          LoginTimes.UNLIMITED);
    }

    @Override
    public Optional<KnownCaller> ask(String name) {
      asked.add(name);
      return name.equals("dora") ? Optional.of(caller(true)) : Optional.empty();
    }

    @Override
    public boolean replacesHashes() {
      return true;
    }

    @Override
    public KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash) {
      assertThat(mayBeReplaced).isTrue();
      assertThat(oldHash).isEqualTo(OLD_HASH);
      assertThat(newHash).startsWith("$argon2id$");
      return caller(!deactivatedMeanwhile);
    }

    @Override
    public boolean changesPasswords() {
      return changesPasswords;
    }

    @Override
    public Optional<KnownCaller> changePassword(KnownCaller caller, String newHash) {
      if (endedMeanwhile) {
        return Optional.empty();
      }
      if (fails) {
        throw new PersistenceException("no commit");
      }
      newHashes.add(newHash);
      stored = newHash;
      if (losesTheConfirmation) {
        throw new PersistenceException("no confirmation");
      }
      return Optional.of(
          new KnownCaller(
              "dora",
              true,
              false,
              true,
              newHash,
              false,
              Set.of("user"),
              null,
              null,
              null,
              "new",
              null,
              LoginTimes.UNLIMITED));
    }
  }

  private static PasswordChangeCredential change(String password) {
    return new PasswordChangeCredential("dora", new Password(password), new Password("secret-2"));
  }

  private CredentialValidationResult validate(Credential credential) {
    return new DatabasePasswordIdentityStore(new Accounts(), InstantSource.system())
        .validate(credential);
  }

  private Status login(String name, String password) {
    return new DatabasePasswordIdentityStore(new Accounts(), InstantSource.system())
        .validate(new UsernamePasswordCredential(name, password))
        .getStatus();
  }

  @Test
  void acceptsTheRightPassword() {
    assertThat(login("dora", "secret")).isEqualTo(Status.VALID);
    assertThat(login("dora", "wrong")).isEqualTo(Status.INVALID);
  }

  /** Of "secret", with 24 MiB and three passes. */
  @Test
  void keepsAHashThatCostsMoreThanANewOne() {
    stored = new PasswordHashes("m=24576,t=3,p=1").hash("secret".toCharArray());
    mayBeReplaced = false;

    assertThat(login("dora", "secret")).isEqualTo(Status.VALID);
    assertThat(login("dora", "wrong")).isEqualTo(Status.INVALID);
    assertThat(login("nobody", "secret")).isEqualTo(Status.INVALID);
  }

  @Test
  void rejectsACallerWhoIsDeactivatedWhileTheHashIsReplaced() {
    deactivatedMeanwhile = true;

    assertThat(login("dora", "secret")).isEqualTo(Status.INVALID);
  }

  @Test
  void changesThePasswordAndReturnsTheNewStamp() {
    PasswordChangeCredential change = change("secret");
    mayBeReplaced = false; // no better hash of the old password

    CredentialValidationResult result = validate(change);

    assertThat(result.getStatus()).isEqualTo(Status.VALID);
    assertThat(((RemoteUserPrincipal) result.getCallerPrincipal()).securityStamp()).contains("new");
    assertThat(change.isChanged()).isTrue();
    assertThat(newHashes)
        .singleElement()
        .satisfies(
            hash ->
                assertThat(new PasswordHashes().verify("secret-2".toCharArray(), hash)).isTrue());
  }

  /** A server may validate a credential twice for one login. */
  @Test
  void acceptsACredentialAgainThatHasChangedThePassword() {
    PasswordChangeCredential change = change("secret");
    mayBeReplaced = false;
    validate(change);

    assertThat(validate(change).getStatus()).isEqualTo(Status.VALID);
    assertThat(validate(change).getStatus()).isEqualTo(Status.VALID);
    assertThat(newHashes).hasSize(1);

    stored = new PasswordHashes().hash("reset since then".toCharArray());
    assertThat(validate(change)).isSameAs(CredentialValidationResult.INVALID_RESULT);
  }

  @Test
  void reportsAChangeWhoseConfirmationWasLost() {
    PasswordChangeCredential change = change("secret");
    mayBeReplaced = false;
    losesTheConfirmation = true;

    assertThat(validate(change).getStatus()).isEqualTo(Status.VALID);
    assertThat(change.isChanged()).isTrue();
  }

  @Test
  void throwsTheFailureOfAChangeThatIsNotStored() {
    PasswordChangeCredential change = change("secret");
    fails = true;

    assertThatThrownBy(() -> validate(change)).hasMessage("no commit");
    assertThat(change.isChanged()).isFalse();
  }

  @Test
  void rejectsAChangeWithItsReasonWhereNoPasswordsAreChanged() {
    PasswordChangeCredential change = change("secret");
    changesPasswords = false;

    assertThat(validate(change))
        .isInstanceOfSatisfying(
            RejectedResult.class,
            result -> assertThat(result.reason()).isEqualTo(Rejection.NO_SUCH_LOGIN));
    assertThat(validate(change("wrong"))).isSameAs(CredentialValidationResult.INVALID_RESULT);
    assertThat(change.isChanged()).isFalse();
  }

  @Test
  void changesNoPasswordForAWrongOne() {
    PasswordChangeCredential change = change("wrong");

    assertThat(validate(change)).isSameAs(CredentialValidationResult.INVALID_RESULT);
    assertThat(change.isChanged()).isFalse();
    assertThat(newHashes).isEmpty();
  }

  @Test
  void rejectsAChangeWhenTheCallersLoginsHaveEndedMeanwhile() {
    PasswordChangeCredential change = change("secret");
    endedMeanwhile = true;

    assertThat(validate(change)).isSameAs(CredentialValidationResult.INVALID_RESULT);
    assertThat(change.isChanged()).isFalse();
  }

  @Test
  void rejectsARightPasswordThatMustBeChangedWithItsReason() {
    changeRequired = true;
    mayBeReplaced = false;

    assertThat(validate(new UsernamePasswordCredential("dora", "secret")))
        .isInstanceOfSatisfying(
            RejectedResult.class,
            result -> assertThat(result.reason()).isEqualTo(Rejection.PASSWORD_CHANGE_REQUIRED));
    assertThat(validate(new UsernamePasswordCredential("dora", "wrong")))
        .isSameAs(CredentialValidationResult.INVALID_RESULT);
    assertThat(validate(change("secret")).getStatus()).isEqualTo(Status.VALID);
  }

  @Test
  void endsARememberedLoginWhoseCallerMustChangeThePassword() {
    RememberedCallerCredential remembered =
        new RememberedCallerCredential("dora", AuthenticatedBy.PASSWORD, "stamp");
    assertThat(validate(remembered).getStatus()).isEqualTo(Status.VALID);

    changeRequired = true;

    assertThat(validate(remembered).getStatus()).isEqualTo(Status.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dora\0", "\ndora", "do\u007fra", "dora\ud83d", "\ude00dora"})
  void queriesNoDatabaseForANameThatIsNoText(String name) {
    assertThat(login(name, "secret")).isEqualTo(Status.INVALID);
    assertThat(asked).isEmpty();
  }

  @Test
  void rejectsACredentialWithoutNameOrPassword() {
    DatabasePasswordIdentityStore store =
        new DatabasePasswordIdentityStore(new Accounts(), InstantSource.system());

    assertThat(store.validate(new UsernamePasswordCredential(null, "secret")).getStatus())
        .isEqualTo(Status.INVALID);
    assertThat(store.validate(new UsernamePasswordCredential("dora", (Password) null)).getStatus())
        .isEqualTo(Status.INVALID);
  }

  @Test
  void namesItselfInItsResult() {
    assertThat(
            new DatabasePasswordIdentityStore(new Accounts(), InstantSource.system())
                .validate(new UsernamePasswordCredential("dora", "secret"))
                .getIdentityStoreId())
        .isEqualTo("org.gatepass.store.internal.cdi.DatabasePasswordIdentityStore");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // Of a directory: an inactive account ends it, and nothing else is known of it.
        "dora, true, -, org.example.Directory, NOT_VALIDATED",
        "dora, false, -, org.example.Directory, INVALID",
        "erin, true, -, org.example.Directory, NOT_VALIDATED",
        // A directory ignores the case of what was typed.
        "DORA, false, -, org.example.Directory, INVALID",
        "DORA, true, -, org.example.Directory, NOT_VALIDATED",
        // Of this store, or of one that is not known.
        "dora, true, stamp, org.gatepass.store.internal.cdi.DatabasePasswordIdentityStore, VALID",
        "dora, false, stamp, org.gatepass.store.internal.cdi.DatabasePasswordIdentityStore, INVALID",
        "dora, true, -, org.gatepass.store.internal.cdi.DatabasePasswordIdentityStore, INVALID",
        "erin, true, -, org.gatepass.store.internal.cdi.DatabasePasswordIdentityStore, INVALID",
        "dora, true, other, org.example.Directory, INVALID",
        "dora, true, stamp, -, VALID",
        "dora, true, -, -, INVALID",
        "erin, true, -, -, INVALID"
      })
  void validatesRememberedLogins(
      String name, boolean active, @Nullable String stamp, @Nullable String store, Status answer) {
    CallerDirectory accounts =
        new Accounts() {
          @Override
          public Optional<KnownCaller> ask(String asked) {
            return asked.equals("dora") ? Optional.of(caller(active)) : Optional.empty();
          }
        };

    assertThat(
            new DatabasePasswordIdentityStore(accounts, InstantSource.system())
                .validate(
                    new RememberedCallerCredential(name, AuthenticatedBy.PASSWORD, stamp, store))
                .getStatus())
        .isEqualTo(answer);
  }
}
