// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.Cacheable;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A caller's account: one row of the table {@code gatepass_account}, with its groups in {@code
 * gatepass_account_group}. The shared cache of the persistence provider is off for accounts, since
 * a cached account would admit deactivated callers. Not safe for use by several threads.
 */
@Entity
@Table(name = "gatepass_account")
@Cacheable(false)
public class UserAccount {
  /** The maximum length of an e-mail address in Java characters. */
  static final int MAX_EMAIL = 254;

  /** The maximum length of a display name in Java characters. */
  static final int MAX_DISPLAY_NAME = 255;

  /**
   * Made here, since generated keys differ from database to database and from provider to provider.
   */
  @Id
  @Column(name = "id", nullable = false, length = 36)
  private String id;

  @Column(name = "name", nullable = false, unique = true, length = 255)
  private String name;

  @Column(name = "email", length = MAX_EMAIL)
  private @Nullable String email;

  @Column(name = "display_name", length = MAX_DISPLAY_NAME)
  private @Nullable String displayName;

  /** Unique among bound accounts; null in others. */
  @Column(name = "stable_id", unique = true, length = StableIdRule.MAX_LENGTH)
  private @Nullable String stableId;

  @Column(name = "active", nullable = false)
  private boolean active = true;

  @Column(name = "login_by_header", nullable = false)
  private boolean loginByHeader;

  @Column(name = "password_hash", length = 512)
  private @Nullable String passwordHash;

  /** Null, as in rows of earlier versions, stands for false. */
  @Column(name = "password_change_required")
  private @Nullable Boolean passwordChangeRequired;

  /** In milliseconds since 1970; null for no lock. */
  @Column(name = "locked_until")
  private @Nullable Long lockedUntil;

  /** In milliseconds since 1970; null for no end. */
  @Column(name = "expires_at")
  private @Nullable Long expiresAt;

  /** In milliseconds since 1970; null for no end. */
  @Column(name = "password_expires_at")
  private @Nullable Long passwordExpiresAt;

  @Column(name = "security_stamp", nullable = false, length = 36)
  private String securityStamp = newStamp();

  /** In UTC: not every persistence provider maps an {@code Instant}. */
  @Column(name = "last_login")
  private @Nullable LocalDateTime lastLogin;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(
      name = "gatepass_account_group",
      joinColumns = @JoinColumn(name = "account_id", nullable = false))
  @Column(name = "group_name", nullable = false, length = 255)
  private Set<String> groups = new HashSet<>();

  @Version
  @Column(name = "version", nullable = false)
  private int version;

  /** For the persistence provider. */
  protected UserAccount() {
    id = "";
    name = "";
  }

  /**
   * Creates an active account without a password and without groups. Login by header is off.
   *
   * @param name the caller name, compared exactly; 1 to 255 characters
   */
  public UserAccount(String name) {
    this.id = UUID.randomUUID().toString();
    this.name = Objects.requireNonNull(name, "name");
  }

  /** The primary key. */
  String id() {
    return id;
  }

  /**
   * The caller name.
   *
   * @return the name
   */
  public String getName() {
    return name;
  }

  /** Changes the caller name and ends remembered logins. */
  void rename(String newName) {
    name = newName;
    endRememberedLogins();
  }

  /**
   * The e-mail address.
   *
   * @return the address, or null if the account has none
   */
  public @Nullable String getEmail() {
    return email;
  }

  /**
   * Changes the e-mail address.
   *
   * @param email the address of at most 254 characters, or null to remove it
   */
  public void setEmail(@Nullable String email) {
    this.email = email;
  }

  /**
   * The name to show to people.
   *
   * @return the name, or null if the account has none
   */
  public @Nullable String getDisplayName() {
    return displayName;
  }

  /**
   * Changes the name to show to people.
   *
   * @param displayName the name of at most 255 characters, or null to remove it
   */
  public void setDisplayName(@Nullable String displayName) {
    this.displayName = displayName;
  }

  /**
   * The stable id to which the account is bound. The active-user store rejects header logins with
   * another id. The id has no effect unless {@code gatepass.id-header} or a claim with the id is
   * configured.
   *
   * @return the id, or null if the account is not bound
   */
  public @Nullable String getStableId() {
    return stableId;
  }

  /**
   * Binds the account to an id, or resets it: the next header login with the account's name then
   * binds the id of that login. A change ends remembered logins. An id belongs to one account at
   * most.
   *
   * @param stableId the id, compared exactly: 1 to 255 visible characters in Unicode normalization
   *     form C, without blanks at the ends; null to reset the account
   * @throws IllegalArgumentException if the id is another text; the account is unchanged
   */
  public void setStableId(@Nullable String stableId) {
    if (stableId != null) {
      StableIdRule.check(stableId);
    }
    if (!Objects.equals(this.stableId, stableId)) {
      endRememberedLogins();
    }
    this.stableId = stableId;
  }

  /** Binds an unbound account at a header login. Remembered logins stay valid. */
  void bind(String id) {
    stableId = id;
  }

  /**
   * Whether the account is active. An inactive account allows no login of any kind.
   *
   * @return true if the account is active
   */
  public boolean isActive() {
    return active;
  }

  /**
   * Activates or deactivates the account. Deactivation ends remembered logins; reactivation does
   * not restore them.
   *
   * @param active whether the caller may log in
   */
  public void setActive(boolean active) {
    if (this.active && !active) {
      endRememberedLogins();
    }
    this.active = active;
  }

  /**
   * The end of a lock. Until then the account allows no login of any kind.
   *
   * @return the time, or null if the account has no lock; a past time has no effect
   */
  public @Nullable Instant getLockedUntil() {
    return StoredTime.toInstant(lockedUntil);
  }

  /**
   * Locks the account from now until a time, or ends a lock. A lock ends remembered logins; the end
   * of a lock does not restore them.
   *
   * @param lockedUntil the end of the lock, to the millisecond, in the years 1970 to 9999; null or
   *     a past time for no lock
   * @throws IllegalArgumentException if the time is in another year; the account is unchanged
   */
  public void setLockedUntil(@Nullable Instant lockedUntil) {
    this.lockedUntil = StoredTime.of(lockedUntil);
    if (this.lockedUntil != null && !StoredTime.hasCome(this.lockedUntil)) {
      endRememberedLogins();
    }
  }

  /**
   * The end of the account. From then on the account allows no login of any kind.
   *
   * @return the time, or null if the account does not expire
   */
  public @Nullable Instant getExpiresAt() {
    return StoredTime.toInstant(expiresAt);
  }

  /**
   * Changes the end of the account. When the time comes, remembered logins end. A later end does
   * not restore them.
   *
   * @param expiresAt the end, to the millisecond, in the years 1970 to 9999; null for none
   * @throws IllegalArgumentException if the time is in another year; the account is unchanged
   */
  public void setExpiresAt(@Nullable Instant expiresAt) {
    Long end = StoredTime.of(expiresAt);
    if (isOtherEnd(this.expiresAt, end)) {
      endRememberedLogins();
    }
    this.expiresAt = end;
  }

  /**
   * Whether an end differs from the one before, and one of the two has come. A login that sent no
   * request after the end before must not continue.
   */
  private static boolean isOtherEnd(@Nullable Long before, @Nullable Long after) {
    return !Objects.equals(before, after)
        && (StoredTime.hasCome(before) || StoredTime.hasCome(after));
  }

  /**
   * Whether the caller may log in by a trusted proxy's header.
   *
   * @return true if header login is allowed
   */
  public boolean isLoginByHeader() {
    return loginByHeader;
  }

  /**
   * Allows or forbids header login. Forbidding what was allowed ends remembered logins.
   *
   * @param loginByHeader whether the caller may log in by a trusted proxy's header
   */
  public void setLoginByHeader(boolean loginByHeader) {
    if (this.loginByHeader && !loginByHeader) {
      endRememberedLogins();
    }
    this.loginByHeader = loginByHeader;
  }

  /**
   * Whether the account is local: it has a password.
   *
   * @return true if the account has a password
   */
  public boolean isLocal() {
    return passwordHash != null;
  }

  /** The hash of the password, or null when there is no password. */
  @Nullable String passwordHash() {
    return passwordHash;
  }

  /**
   * Changes the hash of the password and ends remembered logins. A {@linkplain
   * #setPasswordChangeRequired required change} stays required, and the {@linkplain
   * #setPasswordExpiresAt end of the password} stays the same.
   *
   * @param passwordHash a hash from {@link UserAccounts#hash}, or one of bcrypt, Argon2id, or
   *     PBKDF2 as Jakarta Security or Django writes it; null for no password
   */
  public void setPasswordHash(@Nullable String passwordHash) {
    this.passwordHash = passwordHash;
    endRememberedLogins();
  }

  /**
   * Whether the caller must change the password before the next password login.
   *
   * @return true if password logins fail until then
   */
  public boolean isPasswordChangeRequired() {
    return Boolean.TRUE.equals(passwordChangeRequired);
  }

  /**
   * Requires the caller to change the password, or no longer requires it. Until then a password
   * login fails with {@link org.gatepass.Rejection#PASSWORD_CHANGE_REQUIRED}; header logins are not
   * affected. A {@link org.gatepass.password.PasswordChangeCredential} changes the password and
   * ends the requirement. A new requirement ends the remembered logins of an account with a
   * password.
   *
   * @param required whether the caller must change the password
   */
  public void setPasswordChangeRequired(boolean required) {
    if (required && !isPasswordChangeRequired() && isLocal()) {
      endRememberedLogins();
    }
    passwordChangeRequired = required;
  }

  /**
   * The end of the password.
   *
   * @return the time, or null if the password does not expire
   */
  public @Nullable Instant getPasswordExpiresAt() {
    return StoredTime.toInstant(passwordExpiresAt);
  }

  /**
   * Changes the end of the password. From then on a password login fails with {@link
   * org.gatepass.Rejection#PASSWORD_EXPIRED}, and remembered password logins end; header logins are
   * not affected. A {@link org.gatepass.password.PasswordChangeCredential} with the expired
   * password changes the password and removes the end, unless a {@linkplain
   * #setPasswordChangeRequired change is required}: then the expired password is of no use. {@link
   * #setPasswordHash} keeps the end. A past time ends all remembered logins of an account with a
   * password, and so does a later end, or none, after the password has expired.
   *
   * @param passwordExpiresAt the end, to the millisecond, in the years 1970 to 9999; null for none
   * @throws IllegalArgumentException if the time is in another year; the account is unchanged
   */
  public void setPasswordExpiresAt(@Nullable Instant passwordExpiresAt) {
    Long end = StoredTime.of(passwordExpiresAt);
    if (isLocal() && isOtherEnd(this.passwordExpiresAt, end)) {
      endRememberedLogins();
    }
    this.passwordExpiresAt = end;
  }

  /**
   * The groups of the caller.
   *
   * @return an unmodifiable copy
   */
  public Set<String> getGroups() {
    return Set.copyOf(groups);
  }

  /**
   * Replaces the groups.
   *
   * @param groups the names, each of 1 to 255 characters
   */
  public void setGroups(Set<String> groups) {
    this.groups.retainAll(groups);
    this.groups.addAll(groups);
  }

  /**
   * The time of the latest login. For callers without a session it is stored at most once an hour.
   *
   * @return the time, or empty when the caller has not logged in yet
   */
  public Optional<Instant> lastLogin() {
    return Optional.ofNullable(lastLogin).map(time -> time.toInstant(ZoneOffset.UTC));
  }

  /** Sets the time of the latest login. */
  void loggedIn(Instant now) {
    lastLogin = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
  }

  /** A text that changes whenever remembered logins end. */
  String securityStamp() {
    return securityStamp;
  }

  /** Copies all values of another account except id, name and stamp, which are equal. */
  void takeOver(UserAccount other) {
    email = other.email;
    displayName = other.displayName;
    stableId = other.stableId;
    active = other.active;
    loginByHeader = other.loginByHeader;
    passwordHash = other.passwordHash;
    passwordChangeRequired = other.passwordChangeRequired;
    lockedUntil = other.lockedUntil;
    expiresAt = other.expiresAt;
    passwordExpiresAt = other.passwordExpiresAt;
    lastLogin = other.lastLogin;
    setGroups(other.groups);
  }

  /** Ends remembered logins: "sign out everywhere". */
  public void endRememberedLogins() {
    securityStamp = newStamp();
  }

  /**
   * The class and the key. The caller name is left out: a person may have chosen it, and the text
   * may be logged.
   */
  @Override
  public String toString() {
    return "UserAccount " + id;
  }

  private static String newStamp() {
    return UUID.randomUUID().toString();
  }
}
