// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Set;
import org.gatepass.BearerTokenCredential;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserCredential;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingsReader;
import org.junit.jupiter.api.Test;

class LoginStoresTest {
  @RemoteUserAuthenticationMechanismDefinition(trustedProxies = "10.1.2.3")
  private static final class HeadersAlone {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      fallback = Fallback.BASIC)
  private static final class WithFallback {}

  @RemoteUserAuthenticationMechanismDefinition(enabled = false, fallback = Fallback.BASIC)
  private static final class PasswordsAlone {}

  /** Asked by the server through validate(Credential). */
  public static class Overriding implements IdentityStore {
    @Override
    public CredentialValidationResult validate(Credential credential) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }

    /** An additional overload. */
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
                + " so every login would fail: add @ActiveUserIdentityStoreDefinition for accounts"
                + " in a database, @HeaderIdentityStoreDefinition to accept each caller that a"
                + " trusted proxy names, or a bean that implements IdentityStore and validates"
                + " RemoteUserCredential");
  }

  @Test
  void areCompleteForHeadersWithTheStoreWithoutAccounts() {
    LoginStores stores = new LoginStores(Set.of(HeaderIdentityStore.class), false);

    assertThat(stores.problem(settings(HeadersAlone.class))).isEmpty();
    assertThat(stores.admitEachHeaderCaller()).isTrue();
  }

  @Test
  void checkNoPasswordsWithTheStoreWithoutAccounts() {
    assertThat(
            new LoginStores(Set.of(HeaderIdentityStore.class), false)
                .problem(settings(WithFallback.class)))
        .hasValue(
            "@RemoteUserAuthenticationMechanismDefinition: the fallback is BASIC, and"
                + " @HeaderIdentityStoreDefinition checks no passwords, so every password login"
                + " would fail: set the fallback to NONE, or add a bean that implements"
                + " IdentityStore and validates UsernamePasswordCredential");
    assertThat(
            new LoginStores(Set.of(HeaderIdentityStore.class, Overriding.class), false)
                .problem(settings(WithFallback.class)))
        .isEmpty();
  }

  @RemoteUserAuthenticationMechanismDefinition(trustedProxies = "10.1.2.3", bearerTokens = true)
  private static final class WithTokens {}

  @RemoteUserAuthenticationMechanismDefinition(enabled = false, bearerTokens = true)
  private static final class TokensAlone {}

  @Test
  void checkNoTokensUnlessOneIsTheApplications() {
    String problem =
        "@RemoteUserAuthenticationMechanismDefinition: bearer tokens are on, and no identity store"
            + " validates them, so every token login would fail: add a bean that implements"
            + " IdentityStore and validates BearerTokenCredential, or set bearerTokens to false";

    assertThat(
            new LoginStores(Set.of(HeaderIdentityStore.class), false)
                .problem(settings(WithTokens.class)))
        .hasValue(problem);
    assertThat(new LoginStores(Set.of(OF_THE_SERVER), false).problem(settings(TokensAlone.class)))
        .hasValue(problem);
    assertThat(
            new LoginStores(Set.of(HeaderIdentityStore.class, Overriding.class), false)
                .problem(settings(WithTokens.class)))
        .isEmpty();
    assertThat(new LoginStores(Set.of(OF_THE_SERVER), true).problem(settings(TokensAlone.class)))
        .isEmpty();
  }

  /** Found by reflection, if at all. */
  public static class OverloadingTokens implements IdentityStore {
    /** The overload alone. */
    public CredentialValidationResult validate(BearerTokenCredential credential) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
  }

  @Test
  void areDistinguishedFromThoseThatOnlyAnOverloadForTokensAnswers() {
    assertThat(new LoginStores(Set.of(OverloadingTokens.class), false).warnings())
        .singleElement()
        .asString()
        .startsWith(
            OverloadingTokens.class.getName() + " has validate(BearerTokenCredential) and not");
  }

  /** The class of the beans by which Soteria adds the stores of the standard definitions. */
  private static final Class<?> OF_THE_SERVER = loadedByTheServer();

  /** Loaded as a server loads its own classes: by a loader that does not see this library. */
  private static Class<?> loadedByTheServer() {
    URL api = IdentityStore.class.getProtectionDomain().getCodeSource().getLocation();
    try {
      return new URLClassLoader(new URL[] {api}, ClassLoader.getPlatformClassLoader())
          .loadClass(IdentityStore.class.getName());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void areMissingForHeadersWhereAllAreTheServers() {
    assertThat(new LoginStores(Set.of(OF_THE_SERVER), false).problem(settings(WithFallback.class)))
        .hasValue(
            "@RemoteUserAuthenticationMechanismDefinition: headers name callers, and no identity"
                + " store validates them, so every header login would fail. The stores of the"
                + " server (@DatabaseIdentityStoreDefinition, @LdapIdentityStoreDefinition and the"
                + " like) and of @DatabasePasswordIdentityStoreDefinition validate passwords only: add"
                + " @ActiveUserIdentityStoreDefinition, @HeaderIdentityStoreDefinition, or a bean"
                + " that implements IdentityStore and validates RemoteUserCredential; for password"
                + " logins only, set enabled to false");
  }

  @Test
  void mayBeTheServersWhereNoHeadersAreRead() {
    assertThat(
            new LoginStores(Set.of(OF_THE_SERVER), false).problem(settings(PasswordsAlone.class)))
        .isEmpty();
  }

  @Test
  void mayBeTheServersInAdditionToOneOfTheApplication() {
    assertThat(
            new LoginStores(Set.of(OF_THE_SERVER, Overriding.class), false)
                .problem(settings(HeadersAlone.class)))
        .isEmpty();
  }

  @Test
  void mayBeTheServersWhereAHandlerOfTheApplicationAsks() {
    assertThat(new LoginStores(Set.of(OF_THE_SERVER), true).problem(settings(HeadersAlone.class)))
        .isEmpty();
  }

  /** Only gives groups, as its instance returns. */
  public static class GivingGroups extends Overriding {
    @Override
    public Set<ValidationType> validationTypes() {
      return Set.of(ValidationType.PROVIDE_GROUPS);
    }
  }

  @Test
  void areOnceTheApplicationRunsThoseThatValidate() {
    Map<Bean<?>, IdentityStore> groupsAlone =
        Map.of(
            BeanStub.of(GivingGroups.class),
            new GivingGroups(),
            BeanStub.of(OF_THE_SERVER),
            new Overriding());

    assertThat(LoginStores.validating(groupsAlone).classes()).isEqualTo(Set.of(OF_THE_SERVER));
    assertThat(LoginStores.validating(groupsAlone).problem(settings(HeadersAlone.class)))
        .hasValueSatisfying(
            problem -> assertThat(problem).contains("no identity store validates them"));
    assertThat(
            LoginStores.validating(Map.of(BeanStub.of(Overriding.class), new Overriding()))
                .problem(settings(HeadersAlone.class)))
        .isEmpty();
  }

  /** An extension of the application may leave the class of the bean out, as Soteria does. */
  @Test
  void countAStoreOfTheApplicationWithAnyBeanClass() {
    Bean<?> added = BeanStub.of(OF_THE_SERVER, IdentityStore.class, Overriding.class);

    assertThat(LoginStores.validating(Map.of(added, new Overriding())).classes())
        .isEqualTo(Set.of(Overriding.class));
  }

  /** Of the name of Soteria's own, but the application's. */
  public static class OpenIdIdentityStore extends Overriding {}

  @Test
  void countAStoreOfTheApplicationWithAnyName() {
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
  void areDistinguishedFromThoseThatOnlyAnOverloadAnswers() {
    assertThat(new LoginStores(Set.of(Overriding.class, Overloading.class), false).warnings())
        .singleElement()
        .asString()
        .startsWith(Overloading.class.getName() + " has validate(RemoteUserCredential) and not");
  }
}
