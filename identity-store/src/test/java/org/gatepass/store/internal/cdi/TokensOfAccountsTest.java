// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.BearerTokenCredential;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bearer tokens, which a store of the application accepts, and the accounts of their callers. */
class TokensOfAccountsTest {
  private static final CallerDirectory ACCOUNTS =
      new UnchangingDirectory() {
        @Override
        public Optional<KnownCaller> ask(String name) {
          return name.equals("mallory")
              ? Optional.empty()
              : Optional.of(
                  new KnownCaller(
                      name,
                      !name.equals("bob"),
                      false,
                      false,
                      null,
                      false,
                      Set.of("administrator"),
                      null,
                      null,
                      null,
                      "stamp",
                      null,
                      LoginTimes.UNLIMITED));
        }
      };

  static Stream<IdentityStore> stores() {
    return Stream.of(
        new DatabasePasswordIdentityStore(ACCOUNTS, InstantSource.system()),
        activeUsers(false),
        // Inactive callers are accepted by header, and not by token.
        activeUsers(true));
  }

  private static IdentityStore activeUsers(boolean inactiveToo) {
    return new ActiveUserIdentityStore(
        ACCOUNTS,
        new AccountOptions(
            false,
            1,
            inactiveToo,
            Duration.ofSeconds(1),
            AccountOptions.DEFAULT_PASSWORD_COST,
            Set.of()),
        InstantSource.system());
  }

  private static Credential ofAToken(String name) {
    return new RememberedCallerCredential(
        name, AuthenticatedBy.TOKEN, null, "org.example.TokenStore");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void endWithTheDeactivationOfTheAccount(IdentityStore store) {
    assertThat(store.validate(ofAToken("bob")).getStatus()).isEqualTo(Status.INVALID);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void getNoRightsFromAnAccount(IdentityStore store) {
    assertThat(store.validate(ofAToken("alice")).getStatus()).isEqualTo(Status.NOT_VALIDATED);
    assertThat(store.validate(ofAToken("mallory")).getStatus()).isEqualTo(Status.NOT_VALIDATED);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void areNotValidatedThemselves(IdentityStore store) {
    assertThat(store.validate(new BearerTokenCredential("alice")).getStatus())
        .isEqualTo(Status.NOT_VALIDATED);
  }
}
