// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.CallerPrincipal;
import java.security.Principal;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserPrincipal;
import org.junit.jupiter.api.Test;

class FakeSecurityContextTest {
  private final FakeSecurityContext alice = FakeSecurityContext.of("alice", "user");
  private final FakeSecurityContext nobody = FakeSecurityContext.anonymous();

  @Test
  void hasTheCallerAsAServerHasIt() {
    assertThat(alice.getCallerPrincipal()).isInstanceOf(RemoteUserPrincipal.class);
    assertThat(alice.getCallerPrincipal().getName()).isEqualTo("alice");
    assertThat(alice.getPrincipalsByType(CallerPrincipal.class)).hasSize(1);
    assertThat(alice.getPrincipalsByType(OtherPrincipal.class)).isEmpty();
  }

  private interface OtherPrincipal extends Principal {}

  @Test
  void hasNoCallerForAnAnonymousRequest() {
    assertThat(nobody.getCallerPrincipal()).isNull();
    assertThat(nobody.getPrincipalsByType(Principal.class)).isEmpty();
    assertThat(nobody.isCallerInRole("**")).isFalse();
    assertThat(nobody.getAllDeclaredCallerRoles()).isEmpty();
  }

  @Test
  void takesGroupsAsRoles() {
    assertThat(alice.isCallerInRole("user")).isTrue();
    assertThat(alice.isCallerInRole("**")).isTrue();
    assertThat(alice.isCallerInRole("administrator")).isFalse();
    assertThat(alice.getAllDeclaredCallerRoles()).containsExactly("user");
  }

  @Test
  void takesACallerWithAnEmailAddress() {
    RemoteUserPrincipal caller =
        new RemoteUserPrincipal(
            "bob", AuthenticatedBy.PASSWORD, Set.of(), "bob@example.org", null, null);
    assertThat(FakeSecurityContext.of(caller).getCallerPrincipal()).isSameAs(caller);
  }

  @Test
  void permitsTheListedResourcesAlone() {
    FakeSecurityContext context = alice.withAccess("/notes").withAccess("/admin", "GET", "HEAD");
    assertThat(context.hasAccessToWebResource("/notes")).isTrue();
    assertThat(context.hasAccessToWebResource("/notes", "DELETE")).isTrue();
    assertThat(context.hasAccessToWebResource("/admin", "GET")).isTrue();
    assertThat(context.hasAccessToWebResource("/admin", "POST", "HEAD")).isTrue();
    assertThat(context.hasAccessToWebResource("/admin", "POST")).isFalse();
    assertThat(context.hasAccessToWebResource("/admin")).isFalse();
    assertThat(context.hasAccessToWebResource("/other")).isFalse();
    assertThat(alice.hasAccessToWebResource("/notes")).isFalse();
  }

  @Test
  void returnsTheChosenAuthentication() {
    assertThat(authenticate(alice)).isEqualTo(AuthenticationStatus.SUCCESS);
    assertThat(authenticate(nobody)).isEqualTo(AuthenticationStatus.SEND_FAILURE);
    assertThat(authenticate(nobody.withAuthentication(AuthenticationStatus.SEND_CONTINUE)))
        .isEqualTo(AuthenticationStatus.SEND_CONTINUE);
  }

  private static AuthenticationStatus authenticate(FakeSecurityContext context) {
    return context.authenticate(null, null, null);
  }

  @Test
  void permitsMethodsThatAreAddedForTheSameResource() {
    FakeSecurityContext context =
        FakeSecurityContext.of("alice").withAccess("/a", "GET").withAccess("/a", "POST");

    assertThat(context.hasAccessToWebResource("/a", "GET")).isTrue();
    assertThat(context.hasAccessToWebResource("/a", "POST")).isTrue();
    assertThat(context.hasAccessToWebResource("/a", "DELETE")).isFalse();
  }
}
