// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.security.enterprise.credential.Credential;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a trusted proxy asserted about the caller. The active-user store answers it, and no other
 * store should: it stands for a caller who has shown no secret to the application.
 *
 * <p>A store that answers {@code INVALID} may note why with {@link #reject}, since the standard
 * handler hands on no reason. For one request, and so for one thread.
 */
public final class RemoteUserCredential implements Credential {
  private final String callerName;
  private final Set<String> groups;
  private final @Nullable String email;
  private final @Nullable String displayName;
  private final boolean beginsSession;
  private Rejection rejection = Rejection.UNKNOWN_CALLER;

  /**
   * Makes a credential of a caller who will not be remembered.
   *
   * @param callerName the asserted caller name, already judged
   * @param groups the asserted groups, already mapped; empty when none are read
   * @param email the asserted e-mail address, or null
   * @param displayName the asserted display name, or null
   */
  public RemoteUserCredential(
      String callerName, Set<String> groups, @Nullable String email, @Nullable String displayName) {
    this(callerName, groups, email, displayName, false);
  }

  /**
   * Makes a credential.
   *
   * @param callerName the asserted caller name, already judged
   * @param groups the asserted groups, already mapped; empty when none are read
   * @param email the asserted e-mail address, or null
   * @param displayName the asserted display name, or null
   * @param beginsSession whether a session begins with this request, if a store lets the caller in
   */
  public RemoteUserCredential(
      String callerName,
      Set<String> groups,
      @Nullable String email,
      @Nullable String displayName,
      boolean beginsSession) {
    this.callerName = Objects.requireNonNull(callerName, "callerName");
    this.groups = Set.copyOf(groups);
    this.email = email;
    this.displayName = displayName;
    this.beginsSession = beginsSession;
  }

  /**
   * The caller name that the proxy asserted.
   *
   * @return the name, compared exactly, never folded
   */
  public String callerName() {
    return callerName;
  }

  /**
   * The groups that the proxy asserted, after mapping.
   *
   * @return the groups, unmodifiable, empty when none are read
   */
  public Set<String> groups() {
    return groups;
  }

  /**
   * The e-mail address that the proxy asserted.
   *
   * @return the address, or empty
   */
  public Optional<String> email() {
    return Optional.ofNullable(email);
  }

  /**
   * The display name that the proxy asserted.
   *
   * @return the name, or empty
   */
  public Optional<String> displayName() {
    return Optional.ofNullable(displayName);
  }

  /**
   * Whether a session begins with this request, if a store lets the caller in. Where callers are
   * not remembered, each request is validated like this one, and none is a login more than another.
   *
   * @return true only where callers are remembered
   */
  public boolean beginsSession() {
    return beginsSession;
  }

  /**
   * Notes why the store that answers this credential finds it invalid.
   *
   * @param reason the reason, for log and events; the caller never sees it
   */
  public void reject(Rejection reason) {
    rejection = Objects.requireNonNull(reason, "reason");
  }

  /**
   * The reason noted by the store that found this credential invalid.
   *
   * @return the reason; {@link Rejection#UNKNOWN_CALLER} when none was noted
   */
  public Rejection rejection() {
    return rejection;
  }

  /** Names the class alone: log lines must not hold what a header said. */
  @Override
  public String toString() {
    return "RemoteUserCredential";
  }
}
