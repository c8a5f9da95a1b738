// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Turns on the identity store that lets in active accounts by their password: the fallback for when
 * no proxy speaks. It answers {@code UsernamePasswordCredential}, and no other credential but that
 * of a caller who was remembered from a password login. Accounts without a password get in by no
 * password.
 *
 * <p>The accounts are {@link UserAccount} rows, or an entity of the application's own when there is
 * a {@link #passwordHashQuery}. What is said of queries at {@link
 * ActiveUserIdentityStoreDefinition} holds here too. Where that one stands beside this, with
 * queries, those that this one leaves empty are taken from there, and so is the persistence unit:
 *
 * <pre>{@code
 * @DatabasePasswordIdentityStoreDefinition(
 *     passwordHashQuery = "select u.password from AuthUser u where u.username = :name")
 * }</pre>
 *
 * <p>It stands once in an application, beside {@link
 * org.gatepass.RemoteUserAuthenticationMechanismDefinition}.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DatabasePasswordIdentityStoreDefinition {
  /**
   * The store's place among the identity stores: those of lower numbers are asked first.
   *
   * @return the priority
   */
  int priority() default 80;

  /**
   * Which persistence unit holds the accounts, as at {@link
   * ActiveUserIdentityStoreDefinition#persistenceUnit}.
   *
   * @return the name, or empty for that of the active-user store's definition
   */
  String persistenceUnit() default "";

  /**
   * Selects the name of the caller {@code :name} as the database writes it, if the caller is active
   * and may log in by password.
   *
   * @return the query, or empty for that of the active-user store's definition
   */
  String activeCallerQuery() default "";

  /**
   * Selects the hash of the password of the caller {@code :name}, in a format that {@link
   * org.gatepass.store.password.PasswordHashes} reads.
   *
   * @return the query, or empty for {@link UserAccount} rows
   */
  String passwordHashQuery() default "";

  /**
   * Replaces the hash {@code :oldHash} of the caller {@code :name} by {@code :newHash}, an Argon2id
   * hash of the same password, at the next login. It is for entities whose other readers can do
   * with that format; Django, for one, can't.
   *
   * @return the update, or empty to leave hashes as they are
   */
  String passwordHashUpdate() default "";

  /**
   * Selects the names of the groups of the caller {@code :name}, a row each.
   *
   * @return the query, or empty for that of the active-user store's definition
   */
  String groupsQuery() default "";

  /**
   * Selects, of the caller {@code :name}, something that changes whenever remembered logins are to
   * end, as at {@link ActiveUserIdentityStoreDefinition#stampQuery}.
   *
   * @return the query, or empty for that of the active-user store's definition; with neither, a
   *     remembered login ends with a change of the password's hash
   */
  String stampQuery() default "";

  /**
   * Selects something that changes with each change of what any of these queries selects, as at
   * {@link ActiveUserIdentityStoreDefinition#revisionQuery}; for callers whom a session remembers,
   * and for verified passwords. A password is always verified with what the database has.
   *
   * @return the query, or empty to ask for a caller with each request; that of the active-user
   *     store's definition is not taken over, since it speaks for the queries there
   */
  String revisionQuery() default "";
}
