// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.password.PasswordChangeCredential;
import org.gatepass.password.RejectedResult;
import org.junit.jupiter.api.Test;

class InMemoryAccountsTest {
  private static final class Accounts extends InMemoryAccounts {
    Accounts() {
      add("alice", "user", "staff");
      setPassword("alice", "secret-of-alice");
      add("bob", "user");
      setActive("bob", false);
    }
  }

  private final InMemoryAccounts accounts = new Accounts();

  private CredentialValidationResult header(String name) {
    return accounts.validate(new RemoteUserCredential(name, Set.of(), null, null));
  }

  private Status password(String name, String password) {
    return accounts.validate(new UsernamePasswordCredential(name, password)).getStatus();
  }

  private Status remembered(CredentialValidationResult login, AuthenticatedBy by) {
    RemoteUserPrincipal caller = (RemoteUserPrincipal) login.getCallerPrincipal();
    return accounts
        .validate(
            new RememberedCallerCredential(
                caller.getName(), by, caller.securityStamp().orElseThrow()))
        .getStatus();
  }

  @Test
  void acceptsAnActiveAccountWithItsGroups() {
    CredentialValidationResult result = header("alice");
    assertThat(result.getStatus()).isEqualTo(Status.VALID);
    assertThat(result.getCallerPrincipal().getName()).isEqualTo("alice");
    assertThat(result.getCallerGroups()).containsExactlyInAnyOrder("user", "staff");
  }

  @Test
  void rejectsAnInactiveAnUnknownAndARemovedAccount() {
    accounts.remove("alice");
    assertThat(header("alice").getStatus()).isEqualTo(Status.INVALID);
    assertThat(header("bob").getStatus()).isEqualTo(Status.INVALID);
    assertThat(header("Carol").getStatus()).isEqualTo(Status.INVALID);
  }

  @Test
  void comparesNamesExactly() {
    assertThat(header("Alice").getStatus()).isEqualTo(Status.INVALID);
  }

  @Test
  void acceptsTheRightPasswordOnly() {
    assertThat(password("alice", "secret-of-alice")).isEqualTo(Status.VALID);
    assertThat(password("alice", "secret-of-bob")).isEqualTo(Status.INVALID);
    assertThat(password("bob", "")).isEqualTo(Status.INVALID);
    accounts.setActive("alice", false);
    assertThat(password("alice", "secret-of-alice")).isEqualTo(Status.INVALID);
  }

  @Test
  void changesNoPasswordOnBehalfOfACaller() {
    PasswordChangeCredential change =
        new PasswordChangeCredential(
            "alice", new Password("secret-of-alice"), new Password("another-secret"));
    assertThat(accounts.validate(change)).isInstanceOf(RejectedResult.class);
    assertThat(password("alice", "secret-of-alice")).isEqualTo(Status.VALID);
  }

  @Test
  void givesAReasonForAVerifiedPasswordOnly() {
    PasswordChangeCredential wrong =
        new PasswordChangeCredential(
            "alice", new Password("wrong"), new Password("another-secret"));
    assertThat(accounts.validate(wrong))
        .isNotInstanceOf(RejectedResult.class)
        .extracting(CredentialValidationResult::getStatus)
        .isEqualTo(Status.INVALID);
  }

  @Test
  void continuesARememberedLoginUntilTheAccountChanges() {
    CredentialValidationResult login = header("alice");
    assertThat(remembered(login, AuthenticatedBy.HEADER)).isEqualTo(Status.VALID);
    accounts.setPassword("alice", "new-secret-of-alice");
    assertThat(remembered(login, AuthenticatedBy.HEADER)).isEqualTo(Status.INVALID);
    assertThat(remembered(header("alice"), AuthenticatedBy.HEADER)).isEqualTo(Status.VALID);
  }

  @Test
  void leavesLoginsOfOtherStoresToThemUnlessTheAccountIsInactive() {
    for (String store : new String[] {header("alice").getIdentityStoreId(), "another"}) {
      boolean own = !store.equals("another");

      assertThat(continued("alice", store)).isEqualTo(own ? Status.VALID : Status.NOT_VALIDATED);
      assertThat(continued("zoe", store)).isEqualTo(own ? Status.INVALID : Status.NOT_VALIDATED);
      assertThat(continued("bob", store)).isEqualTo(Status.INVALID);
    }
  }

  private Status continued(String name, String store) {
    return accounts
        .validate(new RememberedCallerCredential(name, AuthenticatedBy.PASSWORD, null, store))
        .getStatus();
  }

  @Test
  void leavesTokensOfActiveAccountsToTheOtherStores() {
    CredentialValidationResult login = header("alice");
    assertThat(remembered(login, AuthenticatedBy.TOKEN)).isEqualTo(Status.NOT_VALIDATED);
    accounts.setActive("alice", false);
    assertThat(remembered(login, AuthenticatedBy.TOKEN)).isEqualTo(Status.INVALID);
  }

  @Test
  void leavesOtherCredentialsToOtherStores() {
    assertThat(accounts.validate(new CallerOnlyCredential("alice")).getStatus())
        .isEqualTo(Status.NOT_VALIDATED);
  }

  @Test
  void rejectsAChangeOfAnUnknownAccount() {
    assertThatThrownBy(() -> accounts.setActive("carol", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no account \"carol\"");
  }
}
