// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
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

  private class Accounts extends UnchangingDirectory {
    KnownCaller caller(boolean active) {
      return new KnownCaller(
          "dora", active, false, true, stored, Set.of("user"), null, null, "stamp", null);
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
  }

  private Status login(String name, String password) {
    return new DatabasePasswordIdentityStore(new Accounts())
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

  @ParameterizedTest
  @ValueSource(strings = {"dora\0", "\ndora", "do\u007fra", "dora\ud83d", "\ude00dora"})
  void queriesNoDatabaseForANameThatIsNoText(String name) {
    assertThat(login(name, "secret")).isEqualTo(Status.INVALID);
    assertThat(asked).isEmpty();
  }

  @Test
  void rejectsACredentialWithoutNameOrPassword() {
    DatabasePasswordIdentityStore store = new DatabasePasswordIdentityStore(new Accounts());

    assertThat(store.validate(new UsernamePasswordCredential(null, "secret")).getStatus())
        .isEqualTo(Status.INVALID);
    assertThat(store.validate(new UsernamePasswordCredential("dora", (Password) null)).getStatus())
        .isEqualTo(Status.INVALID);
  }

  @Test
  void namesItselfInItsResult() {
    assertThat(
            new DatabasePasswordIdentityStore(new Accounts())
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
            new DatabasePasswordIdentityStore(accounts)
                .validate(
                    new RememberedCallerCredential(name, AuthenticatedBy.PASSWORD, stamp, store))
                .getStatus())
        .isEqualTo(answer);
  }
}
