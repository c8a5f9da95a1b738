// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.GroupsSource;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.internal.flow.Callers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderIdentityStoreTest {
  private final HeaderIdentityStore store = new HeaderIdentityStore();

  @Test
  void acceptsEachCallerOfATrustedProxyWithTheGroupsOfTheHeader() {
    RemoteUserCredential header =
        new RemoteUserCredential("alice", Set.of("user"), "alice@example.org", "Alice");

    CredentialValidationResult result = store.validate(header);
    RemoteUserPrincipal caller = new Callers(GroupsSource.BOTH).byHeader(result, header);

    assertThat(result.getStatus()).isSameAs(Status.VALID);
    assertThat(caller.getName()).isEqualTo("alice");
    assertThat(caller.groups()).containsExactly("user");
    assertThat(caller.email()).hasValue("alice@example.org");
    assertThat(caller.displayName()).hasValue("Alice");
    assertThat(caller.securityStamp()).isEmpty();
    assertThat(result.getIdentityStoreId()).isEqualTo(HeaderIdentityStore.class.getName());
  }

  @Test
  void checksNoPassword() {
    assertThat(store.validate(new UsernamePasswordCredential("alice", "secret")))
        .isSameAs(NOT_VALIDATED_RESULT);
    assertThat(store.validationTypes()).containsExactly(ValidationType.VALIDATE);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "HEADER, -, org.gatepass.internal.store.HeaderIdentityStore, VALID",
        "HEADER, -, -, VALID",
        "HEADER, -, org.gatepass.store.internal.cdi.ActiveUserIdentityStore, NOT_VALIDATED",
        "HEADER, -, org.example.OwnStore, NOT_VALIDATED",
        "HEADER, stamp-1, -, NOT_VALIDATED",
        "PASSWORD, -, org.gatepass.internal.store.HeaderIdentityStore, NOT_VALIDATED",
        "PASSWORD, -, -, NOT_VALIDATED"
      })
  void keepsTheRememberedLoginsThatItHasAccepted(
      AuthenticatedBy by, @Nullable String stamp, @Nullable String acceptedBy, Status status) {
    CredentialValidationResult result =
        store.validate(new RememberedCallerCredential("alice", by, stamp, acceptedBy));

    assertThat(result.getStatus()).isSameAs(status);
  }
}
