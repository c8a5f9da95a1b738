// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Turns on the identity store for password logins of active accounts: the fallback for requests
 * without identity headers. The store validates {@code UsernamePasswordCredential}, and the {@link
 * org.gatepass.RememberedCallerCredential} of a remembered password login. It answers other
 * credentials with {@code NOT_VALIDATED}. An account without a password rejects every password.
 *
 * <p>With {@link UserAccount} rows the store also changes passwords: see {@link
 * org.gatepass.password.PasswordChangeCredential}.
 *
 * <p>The accounts are {@link UserAccount} rows by default, or an entity of the application's own
 * when {@link #passwordHashQuery} is set. The rules for queries of {@link
 * ActiveUserIdentityStoreDefinition} apply. If the application has that definition with queries, it
 * provides the queries and the persistence unit that are empty in this definition:
 *
 * <pre>{@code
 * @DatabasePasswordIdentityStoreDefinition(
 *     passwordHashQuery = "select u.password from AuthUser u where u.username = :name")
 * }</pre>
 *
 * <p>An application has at most one such definition. It needs {@link
 * org.gatepass.RemoteUserAuthenticationMechanismDefinition} too.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DatabasePasswordIdentityStoreDefinition {
  /**
   * The priority among the identity stores: stores with lower numbers are called first.
   *
   * @return the priority
   */
  int priority() default 80;

  /**
   * The name of the persistence unit that holds the accounts, found as described at {@link
   * ActiveUserIdentityStoreDefinition#persistenceUnit}.
   *
   * @return the name, or empty for the unit of {@link ActiveUserIdentityStoreDefinition}
   */
  String persistenceUnit() default "";

  /**
   * Selects the name of the caller {@code :name} as the database stores it, if the caller is active
   * and may log in by password.
   *
   * @return the query, or empty for the query of {@link ActiveUserIdentityStoreDefinition}
   */
  String activeCallerQuery() default "";

  /**
   * Selects the hash of the password of the caller {@code :name}: Argon2id as a PHC string, bcrypt,
   * or PBKDF2 as Jakarta Security's {@code Pbkdf2PasswordHash} or Django writes it.
   *
   * @return the query, or empty for {@link UserAccount} rows
   */
  String passwordHashQuery() default "";

  /**
   * Replaces the hash {@code :oldHash} of the caller {@code :name} by {@code :newHash}, an Argon2id
   * hash of the same password, at the next login. Set the update only if all other readers of the
   * entity support this format; Django does not.
   *
   * @return the update, or empty to leave hashes as they are
   */
  String passwordHashUpdate() default "";

  /**
   * Selects the names of the groups of the caller {@code :name}, one row for each.
   *
   * @return the query, or empty for the query of {@link ActiveUserIdentityStoreDefinition}
   */
  String groupsQuery() default "";

  /**
   * Selects a value of the caller {@code :name} that changes whenever remembered logins must end,
   * as at {@link ActiveUserIdentityStoreDefinition#stampQuery}.
   *
   * @return the query, or empty for the query of {@link ActiveUserIdentityStoreDefinition}; without
   *     either, a remembered login ends when the password's hash changes
   */
  String stampQuery() default "";

  /**
   * Selects the time until which the caller {@code :name} is locked, as at {@link
   * ActiveUserIdentityStoreDefinition#lockedUntilQuery}.
   *
   * @return the query, or empty for the query of {@link ActiveUserIdentityStoreDefinition}
   */
  String lockedUntilQuery() default "";

  /**
   * Selects the time from which the caller {@code :name} may not log in any more, as at {@link
   * ActiveUserIdentityStoreDefinition#expiresAtQuery}.
   *
   * @return the query, or empty for the query of {@link ActiveUserIdentityStoreDefinition}
   */
  String expiresAtQuery() default "";

  /**
   * Selects the time at which the password of the caller {@code :name} expires, of a type of {@link
   * ActiveUserIdentityStoreDefinition#lockedUntilQuery}. From then on password logins fail with
   * {@link org.gatepass.Rejection#PASSWORD_EXPIRED}, and remembered password logins end.
   *
   * @return the query, or empty for passwords that do not expire
   */
  String passwordExpiresAtQuery() default "";

  /**
   * Selects a value that changes with each change of any of these queries' results, as at {@link
   * ActiveUserIdentityStoreDefinition#revisionQuery}. Gatepass uses it for remembered callers and
   * for verified passwords. Each new password is verified with the hash in the database.
   *
   * @return the query, or empty to query the database for each request; the query of {@link
   *     ActiveUserIdentityStoreDefinition} is not used, since it covers only the queries there
   */
  String revisionQuery() default "";

  /**
   * Selects the number and the caller name of each change since the revision {@code :revision}, as
   * at {@link ActiveUserIdentityStoreDefinition#changedSinceQuery}.
   *
   * @return the query, or empty to drop all cached callers with each change of the revision; the
   *     query of {@link ActiveUserIdentityStoreDefinition} is not used
   */
  String changedSinceQuery() default "";
}
