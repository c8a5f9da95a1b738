// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserCredential;
import org.gatepass.settings.MechanismSettings;
import org.gatepass.settings.SettingsReader;
import org.junit.jupiter.api.Test;

class LoginStoresTest {
  @RemoteUserAuthenticationMechanismDefinition(trustedProxies = "10.1.2.3")
  private static final class HeadersAlone {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      fallback = Fallback.BASIC)
  private static final class WithFallback {}

  /** Asked by the server through validate(Credential). */
  public static class Overriding implements IdentityStore {
    @Override
    public CredentialValidationResult validate(Credential credential) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }

    /** An overload beside it. */
    public CredentialValidationResult validate(RemoteUserCredential credential) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
  }

  /** Found by reflection, if at all. */
  public static class Overloading implements IdentityStore {
    /** The overload alone. */
    public CredentialValidationResult validate(RemoteUserCredential credential) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
  }

  private static MechanismSettings settings(Class<?> type) {
    return SettingsReader.atDeployment(
            type.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
        .ifLiteral()
        .orElseThrow();
  }

  @Test
  void areMissingWhereThereIsNoStore() {
    assertThat(new LoginStores(Set.of(), false).problem(settings(HeadersAlone.class)))
        .hasValue(
            "@RemoteUserAuthenticationMechanismDefinition: the application has no identity store,"
                + " so every login would fail: add @ActiveUserIdentityStoreDefinition, or a bean"
                + " that implements IdentityStore and answers RemoteUserCredential");
  }

  /** Of the name of Soteria's own, but the application's. */
  public static class OpenIdIdentityStore extends Overriding {}

  @Test
  void countAStoreOfTheApplicationWhateverItsName() {
    assertThat(
            new LoginStores(Set.of(OpenIdIdentityStore.class), false)
                .problem(settings(HeadersAlone.class)))
        .isEmpty();
  }

  @Test
  void areNotNeededByAHandlerOfTheApplication() {
    assertThat(new LoginStores(Set.of(), true).problem(settings(WithFallback.class))).isEmpty();
  }

  @Test
  void mayBeStoresThatAnswerAnything() {
    assertThat(
            new LoginStores(Set.of(Overriding.class), false).problem(settings(WithFallback.class)))
        .isEmpty();
  }

  @Test
  void areToldFromThoseThatOnlyAnOverloadAnswers() {
    assertThat(new LoginStores(Set.of(Overriding.class, Overloading.class), false).warnings())
        .singleElement()
        .asString()
        .startsWith(Overloading.class.getName() + " has validate(RemoteUserCredential) and not");
  }
}
