// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.GroupsSource;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallersTest {
  private static final RemoteUserPrincipal ALICE =
      new RemoteUserPrincipal(
          "alice", AuthenticatedBy.HEADER, Set.of("user"), "alice@example.org", "Alice", "stamp");
  private static final CredentialValidationResult FOUND =
      new CredentialValidationResult(ALICE, Set.of("user"));

  private final Callers callers = new Callers(GroupsSource.BOTH);

  @Test
  void keepsWhatTheStoreFoundWhereNothingIsAdded() {
    assertThat(callers.byHeader(FOUND, header(Set.of("user"), null, null))).isSameAs(ALICE);
  }

  @Test
  void putsTheHeadersWordBeforeTheStores() {
    RemoteUserPrincipal caller =
        callers.byHeader(FOUND, header(Set.of("staff"), "a@example.com", "A."));

    assertThat(caller.getName()).isEqualTo("alice");
    assertThat(caller.groups()).containsExactlyInAnyOrder("user", "staff");
    assertThat(caller.email()).contains("a@example.com");
    assertThat(caller.displayName()).contains("A.");
    assertThat(caller.securityStamp()).contains("stamp");
  }

  @Test
  void addsOneThingAlone() {
    RemoteUserPrincipal withEmail =
        callers.byHeader(FOUND, header(Set.of(), "a@example.com", null));
    assertThat(withEmail.email()).contains("a@example.com");
    assertThat(withEmail.displayName()).contains("Alice");

    RemoteUserPrincipal withName = callers.byHeader(FOUND, header(Set.of(), null, "A."));
    assertThat(withName.email()).contains("alice@example.org");
    assertThat(withName.displayName()).contains("A.");
  }

  @Test
  void saysByWhichWayTheCallerCame() {
    RemoteUserPrincipal caller = callers.bySession(FOUND, Set.of());

    assertThat(caller.authenticatedBy()).isEqualTo(AuthenticatedBy.SESSION);
    assertThat(caller.groups()).containsExactly("user");
    assertThat(caller.securityStamp()).contains("stamp");
  }

  @Test
  void takesTheGroupsOfTheHandlerNotThoseThatThePrincipalBears() {
    CredentialValidationResult more =
        new CredentialValidationResult(ALICE, Set.of("user", "given-by-another-store"));
    assertThat(callers.byHeader(more, header(Set.of(), null, null)).groups())
        .containsExactlyInAnyOrder("user", "given-by-another-store");

    CredentialValidationResult none = new CredentialValidationResult(ALICE, Set.of());
    assertThat(callers.byHeader(none, header(Set.of(), null, null)).groups()).isEmpty();
  }

  @Test
  void takesTheNameOfAnyOtherPrincipal() {
    RemoteUserPrincipal caller =
        callers.byHeader(
            new CredentialValidationResult("carol", Set.of("user")), header(Set.of(), null, "C."));

    assertThat(caller.getName()).isEqualTo("carol");
    assertThat(caller.groups()).containsExactly("user");
    assertThat(caller.email()).isEmpty();
    assertThat(caller.displayName()).contains("C.");
    assertThat(caller.securityStamp()).isEmpty();
  }

  private static RemoteUserCredential header(
      Set<String> groups, @Nullable String email, @Nullable String displayName) {
    return new RemoteUserCredential("alice", groups, email, displayName);
  }
}
