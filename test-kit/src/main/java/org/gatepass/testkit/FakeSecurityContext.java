// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SecurityContext} for unit tests, without a server. Each group is a role. Immutable and
 * safe for use by many threads.
 *
 * <pre>{@code
 * Notes notes = new Notes(FakeSecurityContext.of("alice", "user").withAccess("/admin", "GET"));
 * }</pre>
 */
public final class FakeSecurityContext implements SecurityContext {
  private final @Nullable RemoteUserPrincipal caller;
  private final Map<String, Set<String>> access;
  private final AuthenticationStatus authentication;

  private FakeSecurityContext(
      @Nullable RemoteUserPrincipal caller,
      Map<String, Set<String>> access,
      AuthenticationStatus authentication) {
    this.caller = caller;
    this.access = Map.copyOf(access);
    this.authentication = authentication;
  }

  /**
   * Creates the context of a caller who was authenticated by the header.
   *
   * @param caller the caller's name
   * @param groups the caller's groups
   * @return a context that permits no web resource, and in which {@code authenticate} succeeds
   */
  public static FakeSecurityContext of(String caller, String... groups) {
    return of(
        new RemoteUserPrincipal(caller, AuthenticatedBy.HEADER, Set.of(groups), null, null, null));
  }

  /**
   * Creates the context of a caller, such as one with an e-mail address.
   *
   * @param caller the caller
   * @return a context that permits no web resource, and in which {@code authenticate} succeeds
   */
  public static FakeSecurityContext of(RemoteUserPrincipal caller) {
    return new FakeSecurityContext(caller, Map.of(), AuthenticationStatus.SUCCESS);
  }

  /**
   * Creates the context of an anonymous request.
   *
   * @return a context that permits no web resource, and in which {@code authenticate} fails
   */
  public static FakeSecurityContext anonymous() {
    return new FakeSecurityContext(null, Map.of(), AuthenticationStatus.SEND_FAILURE);
  }

  /**
   * Permits a web resource.
   *
   * @param resource the path, as the code under test passes it
   * @param methods the HTTP methods; none: all methods
   * @return a context that also permits this resource
   */
  public FakeSecurityContext withAccess(String resource, String... methods) {
    Map<String, Set<String>> more = new HashMap<>(access);
    more.merge(resource, Set.copyOf(List.of(methods)), FakeSecurityContext::both);
    return new FakeSecurityContext(caller, more, authentication);
  }

  /** Methods of both; none stands for all methods. */
  private static Set<String> both(Set<String> methods, Set<String> more) {
    if (methods.isEmpty() || more.isEmpty()) {
      return Set.of();
    }
    Set<String> all = new HashSet<>(methods);
    all.addAll(more);
    return Set.copyOf(all);
  }

  /**
   * Sets the result of {@link #authenticate}.
   *
   * @param status the result
   * @return a context with this result
   */
  public FakeSecurityContext withAuthentication(AuthenticationStatus status) {
    return new FakeSecurityContext(caller, access, status);
  }

  /**
   * The caller.
   *
   * @return a {@link RemoteUserPrincipal}, or null for an anonymous request
   */
  @Override
  public @Nullable Principal getCallerPrincipal() {
    return caller;
  }

  /**
   * The principals of a type.
   *
   * @param type the type
   * @return the caller, or an empty set
   */
  @Override
  public <T extends Principal> Set<T> getPrincipalsByType(Class<T> type) {
    return type.isInstance(caller) ? Set.of(type.cast(caller)) : Set.of();
  }

  /**
   * Whether the caller is in a role.
   *
   * @param role the role; {@code **} is each authenticated caller
   * @return whether the caller has a group of this name
   */
  @Override
  public boolean isCallerInRole(String role) {
    return caller != null && (role.equals("**") || caller.groups().contains(role));
  }

  /**
   * The roles of the caller, a method of Jakarta Security 4.0.
   *
   * @return the caller's groups
   */
  public Set<String> getAllDeclaredCallerRoles() {
    return caller == null ? Set.of() : caller.groups();
  }

  /**
   * Whether {@link #withAccess} permits a web resource.
   *
   * @param resource the path
   * @param methods the HTTP methods, of which one must be permitted; none: all must be permitted
   * @return whether the access is permitted
   */
  @Override
  public boolean hasAccessToWebResource(String resource, String... methods) {
    Set<String> permitted = access.get(resource);
    return permitted != null
        && (permitted.isEmpty() || Set.of(methods).stream().anyMatch(permitted::contains));
  }

  /**
   * Returns the result that {@link #withAuthentication} sets. The caller stays the same.
   *
   * @param request unused
   * @param response unused
   * @param parameters unused
   * @return the result
   */
  @Override
  public AuthenticationStatus authenticate(
      HttpServletRequest request,
      HttpServletResponse response,
      AuthenticationParameters parameters) {
    return authentication;
  }
}
