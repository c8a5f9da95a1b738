// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.security.enterprise.CallerPrincipal;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller, with the way by which it came. It is what {@code request.getUserPrincipal()} returns;
 * where a server wraps the principal (enterprise beans on some), {@code
 * SecurityContext.getPrincipalsByType(RemoteUserPrincipal.class)} finds it.
 *
 * <p>Immutable and safe for use by many threads. An identity store may return one in its result to
 * say what it knows of the caller; the mechanism then puts in the way and the groups.
 */
public final class RemoteUserPrincipal extends CallerPrincipal {
  private static final long serialVersionUID = 1;

  private final AuthenticatedBy authenticatedBy;
  private final Set<String> groups;
  private final @Nullable String email;
  private final @Nullable String displayName;
  private final @Nullable String securityStamp;

  /**
   * Makes a principal.
   *
   * @param name the caller name, as the identity store writes it
   * @param authenticatedBy the way by which the caller came
   * @param groups the groups handed to the container
   * @param email the e-mail address, or null when nobody gave one
   * @param displayName the name to show to people, or null when nobody gave one
   * @param securityStamp a text that the store changes whenever remembered logins are to end, or
   *     null when the store has no such thing
   */
  public RemoteUserPrincipal(
      String name,
      AuthenticatedBy authenticatedBy,
      Set<String> groups,
      @Nullable String email,
      @Nullable String displayName,
      @Nullable String securityStamp) {
    super(Objects.requireNonNull(name, "name"));
    this.authenticatedBy = Objects.requireNonNull(authenticatedBy, "authenticatedBy");
    this.groups = Set.copyOf(groups);
    this.email = email;
    this.displayName = displayName;
    this.securityStamp = securityStamp;
  }

  /**
   * The way by which the caller came.
   *
   * @return the way
   */
  public AuthenticatedBy authenticatedBy() {
    return authenticatedBy;
  }

  /**
   * The groups handed to the container, which maps them to roles.
   *
   * @return the groups, unmodifiable
   */
  public Set<String> groups() {
    return groups;
  }

  /**
   * The caller's e-mail address: the trusted proxy's, else the store's.
   *
   * @return the address, or empty when nobody gave one
   */
  public Optional<String> email() {
    return Optional.ofNullable(email);
  }

  /**
   * The name to show to people: the trusted proxy's, else the store's.
   *
   * @return the name, or empty when nobody gave one
   */
  public Optional<String> displayName() {
    return Optional.ofNullable(displayName);
  }

  /**
   * A text that the store changes whenever remembered logins of this caller are to end: at a change
   * of password, at deactivation, at "sign out everywhere". No secret.
   *
   * @return the stamp, or empty when the store has none
   */
  public Optional<String> securityStamp() {
    return Optional.ofNullable(securityStamp);
  }

  /**
   * Whether another principal says the same in all its parts: a caller whose groups have changed is
   * not the same, so that no server keeps the old one in its place.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RemoteUserPrincipal that
        && getName().equals(that.getName())
        && authenticatedBy == that.authenticatedBy
        && groups.equals(that.groups)
        && Objects.equals(email, that.email)
        && Objects.equals(displayName, that.displayName)
        && Objects.equals(securityStamp, that.securityStamp);
  }

  @Override
  public int hashCode() {
    return getName().hashCode();
  }

  /**
   * The caller name and the way, for logs: what is no visible ASCII character in the name is
   * escaped as in Java source. E-mail address, display name, groups and stamp are left out.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("RemoteUserPrincipal[");
    getName().chars().forEach(character -> append(text, (char) character));
    return text.append(", ").append(authenticatedBy).append(']').toString();
  }

  private static void append(StringBuilder text, char character) {
    boolean plain = character > ' ' && character < 0x7f && character != '\\' && character != ',';
    if (plain) {
      text.append(character);
    } else {
      text.append("\\u%04x".formatted((int) character));
    }
  }
}
