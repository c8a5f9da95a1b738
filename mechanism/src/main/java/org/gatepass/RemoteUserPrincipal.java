// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.security.enterprise.CallerPrincipal;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller: name, groups, e-mail address, display name, and how the caller was
 * authenticated. {@code request.getUserPrincipal()} returns it. Where a server wraps the principal,
 * as some do for enterprise beans, {@code
 * SecurityContext.getPrincipalsByType(RemoteUserPrincipal.class)} returns it.
 *
 * <p>An identity store may return one in its {@code CredentialValidationResult}, with the e-mail
 * address, display name and security stamp of the account. Gatepass then replaces {@link
 * #authenticatedBy()} and {@link #groups()} by the current values. Immutable and safe for use by
 * many threads.
 */
public final class RemoteUserPrincipal extends CallerPrincipal {
  private static final long serialVersionUID = 1;

  private final AuthenticatedBy authenticatedBy;
  private final Set<String> groups;
  private final @Nullable String email;
  private final @Nullable String displayName;
  private final @Nullable String securityStamp;

  /**
   * Creates a principal.
   *
   * @param name the caller name, in the spelling of the identity store
   * @param authenticatedBy how the caller was authenticated
   * @param groups the caller's groups
   * @param email the e-mail address, or null for none
   * @param displayName the name to display, or null for none
   * @param securityStamp the account's security stamp, or null if the store returns none; see
   *     {@link #securityStamp()}
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
   * How the caller was authenticated.
   *
   * @return header login, remembered login, password login or token login
   */
  public AuthenticatedBy authenticatedBy() {
    return authenticatedBy;
  }

  /**
   * The caller's groups. The container maps them to roles.
   *
   * @return the groups, unmodifiable
   */
  public Set<String> groups() {
    return groups;
  }

  /**
   * The caller's e-mail address: that of the trusted proxy's header, else that of the identity
   * store.
   *
   * @return the address, or empty if neither of them has one
   */
  public Optional<String> email() {
    return Optional.ofNullable(email);
  }

  /**
   * The name to display: that of the trusted proxy's header, else that of the identity store.
   *
   * @return the name, or empty if neither of them has one
   */
  public Optional<String> displayName() {
    return Optional.ofNullable(displayName);
  }

  /**
   * A text that the identity store changes to end all remembered logins of this caller: after a
   * change of the password, a deactivation, or "sign out everywhere". It is not secret.
   *
   * @return the security stamp, or empty if the store has none
   */
  public Optional<String> securityStamp() {
    return Optional.ofNullable(securityStamp);
  }

  /**
   * Whether another principal is equal in all its parts. A principal with changed groups is not
   * equal, so that a server that compares principals replaces the old one.
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
   * The caller name and {@link #authenticatedBy()}, for logs. Characters of the name other than
   * visible ASCII are escaped as in Java source, and so are commas and backslashes. E-mail address,
   * display name, groups and security stamp are left out.
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
