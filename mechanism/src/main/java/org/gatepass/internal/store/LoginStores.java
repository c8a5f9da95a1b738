// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserCredential;
import org.gatepass.internal.settings.MechanismSettings;

/**
 * Whether the identity stores of an application can answer what the settings ask. Judges only what
 * is certain: a store of the application may answer anything. A server's store can't answer a
 * header caller: its class does not see the credential, and {@link PrioritizedStores} leaves it
 * out.
 *
 * @param classes the classes of the stores
 * @param ownHandler whether the application has an identity store handler of its own, which needs
 *     no store
 */
public record LoginStores(Set<Class<?>> classes, boolean ownHandler) {
  private static final String MECHANISM = "@RemoteUserAuthenticationMechanismDefinition: ";
  private static final String HEADER_STORE = "@HeaderIdentityStoreDefinition";
  private static final String ACTIVE_USER = "org.gatepass.store.ActiveUserIdentityStore";
  private static final String DATABASE_PASSWORD =
      "org.gatepass.store.DatabasePasswordIdentityStore";

  /** Copies the classes, without the store of Jakarta Security's own OpenID Connect mechanism. */
  public LoginStores {
    classes =
        classes.stream()
            .filter(type -> !answersTokensAlone(type))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Soteria adds it to each application, used or not. */
  private static boolean answersTokensAlone(Class<?> type) {
    return type.getSimpleName().equals("OpenIdIdentityStore")
        && !LibraryVisibility.isVisibleTo(type.getClassLoader());
  }

  /**
   * Those of an application's stores that validate, which only an application under way can be
   * asked for: the others give groups alone.
   *
   * @param stores the stores by their beans
   */
  public static LoginStores validating(Map<Bean<?>, IdentityStore> stores) {
    return new LoginStores(
        stores.entrySet().stream()
            .filter(entry -> entry.getValue().validationTypes().contains(ValidationType.VALIDATE))
            .<Class<?>>map(entry -> NamedStore.judgedClass(entry.getKey()))
            .collect(Collectors.toUnmodifiableSet()),
        false);
  }

  /** What stops the application, with the remedy; empty when logins may succeed. */
  public Optional<String> problem(MechanismSettings settings) {
    Set<String> accounts = accountDefinitions();
    if (admitEachHeaderCaller() && !accounts.isEmpty()) {
      return Optional.of(
          HEADER_STORE
              + ": accepts each caller that a trusted proxy names, also one whose account is"
              + " deactivated, so it can't stand with "
              + String.join(" and ", accounts)
              + ": use @ActiveUserIdentityStoreDefinition in its place, and set "
              + settings.prefix()
              + ".create-unknown-callers to true if callers without an account are to be admitted");
    }
    if (ownHandler) {
      return Optional.empty();
    }
    if (classes.isEmpty()) {
      return Optional.of(
          MECHANISM
              + "the application has no identity store, so every login would fail: add"
              + " @ActiveUserIdentityStoreDefinition for accounts in a database, "
              + HEADER_STORE
              + " to admit each caller that a trusted proxy names, or a bean that implements"
              + " IdentityStore and answers RemoteUserCredential");
    }
    if (settings.trust().headersEnabled()
        && classes.stream().noneMatch(LoginStores::mayValidateHeaders)) {
      return Optional.of(
          MECHANISM
              + "headers name callers, and no identity store answers them, so every header login"
              + " would fail. The stores of the server (@DatabaseIdentityStoreDefinition,"
              + " @LdapIdentityStoreDefinition and the like) and of"
              + " @DatabasePasswordIdentityStoreDefinition answer passwords alone: add"
              + " @ActiveUserIdentityStoreDefinition, "
              + HEADER_STORE
              + ", or a bean that implements IdentityStore and answers RemoteUserCredential; where"
              + " people log in by password alone, set enabled to false");
    }
    Fallback fallback = settings.password().login().fallback();
    if (fallback != Fallback.NONE && areAll(HeaderIdentityStore.NAME)) {
      return Optional.of(
          MECHANISM
              + "the fallback is "
              + fallback
              + ", and "
              + HEADER_STORE
              + " checks no passwords, so every password login would fail: set the fallback to NONE,"
              + " or add a bean that implements IdentityStore and answers"
              + " UsernamePasswordCredential");
    }
    if (fallback != Fallback.NONE && areAll(ACTIVE_USER)) {
      return Optional.of(
          MECHANISM
              + "the fallback is "
              + fallback
              + ", and no identity store checks passwords, so every password login would fail: add"
              + " @DatabasePasswordIdentityStoreDefinition beside"
              + " @ActiveUserIdentityStoreDefinition, or set the fallback to NONE");
    }
    return Optional.empty();
  }

  private static boolean mayValidateHeaders(Class<?> type) {
    return !type.getName().equals(DATABASE_PASSWORD)
        && LibraryVisibility.isVisibleTo(type.getClassLoader());
  }

  /** Whether one of the stores accepts each caller that a trusted proxy names. */
  public boolean admitEachHeaderCaller() {
    return has(HeaderIdentityStore.NAME);
  }

  private Set<String> accountDefinitions() {
    Set<String> definitions = new TreeSet<>();
    for (String store : List.of(ACTIVE_USER, DATABASE_PASSWORD)) {
      if (has(store)) {
        definitions.add("@" + store.substring(store.lastIndexOf('.') + 1) + "Definition");
      }
    }
    return definitions;
  }

  private boolean has(String name) {
    return classes.stream().anyMatch(type -> type.getName().equals(name));
  }

  private boolean areAll(String name) {
    return classes.stream().allMatch(type -> type.getName().equals(name));
  }

  /**
   * What a developer should look at: a store whose overload only the default of {@code
   * validate(Credential)} calls. It finds the overload by reflection, and not on each server.
   */
  public Set<String> warnings() {
    return classes.stream()
        .filter(LoginStores::reliesOnItsOverload)
        .map(
            type ->
                type.getName()
                    + " has validate(RemoteUserCredential) and not validate(Credential), through"
                    + " which servers ask: WildFly can't reach such an overload, and answers 503."
                    + " Override validate(Credential), with instanceof")
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean reliesOnItsOverload(Class<?> type) {
    try {
      type.getMethod("validate", RemoteUserCredential.class);
      return type.getMethod("validate", Credential.class).getDeclaringClass()
          == IdentityStore.class;
    } catch (NoSuchMethodException | LinkageError noOverload) {
      return false;
    }
  }
}
