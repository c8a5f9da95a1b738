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
import java.util.stream.Stream;
import org.gatepass.BearerTokenCredential;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserCredential;
import org.gatepass.internal.settings.MechanismSettings;

/**
 * The check that the identity stores of an application support the logins of its settings. It
 * reports only certain errors, because a store of the application may validate any credential. A
 * server's store can't validate header logins: its class cannot access the credential, and {@link
 * PrioritizedStores} skips it.
 *
 * @param classes the classes of the stores
 * @param ownHandler whether the application has an identity store handler, which needs no store
 */
public record LoginStores(Set<Class<?>> classes, boolean ownHandler) {
  private static final String MECHANISM = "@RemoteUserAuthenticationMechanismDefinition: ";
  private static final String HEADER_STORE = "@HeaderIdentityStoreDefinition";
  private static final String ACTIVE_USER =
      "org.gatepass.store.internal.cdi.ActiveUserIdentityStore";
  private static final String DATABASE_PASSWORD =
      "org.gatepass.store.internal.cdi.DatabasePasswordIdentityStore";

  private static final Set<String> OURS =
      Set.of(HeaderIdentityStore.NAME, ACTIVE_USER, DATABASE_PASSWORD);

  /** Copies the classes, without the store of Jakarta Security's OpenID Connect mechanism. */
  public LoginStores {
    classes =
        classes.stream()
            .filter(type -> !answersTokensAlone(type))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Soteria adds this store to each application, even if it is unused. */
  private static boolean answersTokensAlone(Class<?> type) {
    return type.getSimpleName().equals("OpenIdIdentityStore")
        && !LibraryVisibility.isVisibleTo(type.getClassLoader());
  }

  /**
   * The stores of a running application that validate credentials, without those that only provide
   * groups.
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

  /** The error that stops the application, with the remedy; empty if logins can succeed. */
  public Optional<String> problem(MechanismSettings settings) {
    Set<String> accounts = accountDefinitions();
    if (admitEachHeaderCaller() && !accounts.isEmpty()) {
      return Optional.of(
          HEADER_STORE
              + ": accepts each caller that a trusted proxy names, also one whose account is"
              + " deactivated, so it can't be combined with "
              + String.join(" and ", accounts)
              + ": use @ActiveUserIdentityStoreDefinition in its place, and set "
              + settings.prefix()
              + ".create-unknown-callers to true to accept callers without an account");
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
              + " to accept each caller that a trusted proxy names, or a bean that implements"
              + " IdentityStore and validates RemoteUserCredential");
    }
    if (settings.trust().headersEnabled()
        && classes.stream().noneMatch(LoginStores::mayValidateHeaders)) {
      return Optional.of(
          MECHANISM
              + "headers name callers, and no identity store validates them, so every header login"
              + " would fail. The stores of the server (@DatabaseIdentityStoreDefinition,"
              + " @LdapIdentityStoreDefinition and the like) and of"
              + " @DatabasePasswordIdentityStoreDefinition validate passwords only: add"
              + " @ActiveUserIdentityStoreDefinition, "
              + HEADER_STORE
              + ", or a bean that implements IdentityStore and validates RemoteUserCredential; for"
              + " password logins only, set enabled to false");
    }
    Fallback fallback = settings.password().login().fallback();
    if (fallback != Fallback.NONE && areAll(HeaderIdentityStore.NAME)) {
      return Optional.of(
          MECHANISM
              + "the fallback is "
              + fallback
              + ", and "
              + HEADER_STORE
              + " checks no passwords, so every password login would fail: set the fallback to"
              + " NONE, or add a bean that implements IdentityStore and validates"
              + " UsernamePasswordCredential");
    }
    if (fallback != Fallback.NONE && areAll(ACTIVE_USER)) {
      return Optional.of(
          MECHANISM
              + "the fallback is "
              + fallback
              + ", and no identity store checks passwords, so every password login would fail: add"
              + " @DatabasePasswordIdentityStoreDefinition in addition to"
              + " @ActiveUserIdentityStoreDefinition, or set the fallback to NONE");
    }
    if (settings.password().bearerTokens()
        && classes.stream().noneMatch(LoginStores::mayValidateTokens)) {
      return Optional.of(
          MECHANISM
              + "bearer tokens are on, and no identity store validates them, so every token login"
              + " would fail: add a bean that implements IdentityStore and validates"
              + " BearerTokenCredential, or set bearerTokens to false");
    }
    return Optional.empty();
  }

  /** Whether a store is the application's: no store of Gatepass or the server validates a token. */
  private static boolean mayValidateTokens(Class<?> type) {
    return !OURS.contains(type.getName()) && LibraryVisibility.isVisibleTo(type.getClassLoader());
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
   * The warnings for the developer: a store with an overload of {@code validate} that only the
   * default of {@code validate(Credential)} calls, by reflection, which does not find it on each
   * server.
   */
  public Set<String> warnings() {
    return classes.stream()
        .flatMap(
            type ->
                Stream.of(RemoteUserCredential.class, BearerTokenCredential.class)
                    .filter(credential -> reliesOnItsOverload(type, credential))
                    .map(
                        credential ->
                            type.getName()
                                + " has validate("
                                + credential.getSimpleName()
                                + ") and not validate(Credential), which servers call: WildFly"
                                + " can't access such an overload, and answers 503. Override"
                                + " validate(Credential), with instanceof"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean reliesOnItsOverload(
      Class<?> type, Class<? extends Credential> credential) {
    try {
      type.getMethod("validate", credential);
      return type.getMethod("validate", Credential.class).getDeclaringClass()
          == IdentityStore.class;
    } catch (NoSuchMethodException | LinkageError noOverload) {
      return false;
    }
  }
}
