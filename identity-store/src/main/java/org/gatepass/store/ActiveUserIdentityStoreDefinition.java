// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Turns on the identity store that lets in active accounts whom a believed proxy names. It answers
 * {@link org.gatepass.RemoteUserCredential}, and no other credential but that of a caller who was
 * remembered from a header.
 *
 * <p>The accounts are {@link UserAccount} rows, or an entity of the application's own, when it is
 * given queries in the language of Jakarta Persistence:
 *
 * <pre>{@code
 * @ActiveUserIdentityStoreDefinition(
 *     persistenceUnit = "django",
 *     activeCallerQuery =
 *         "select u.username from AuthUser u where u.username = :name and u.active = true",
 *     knownCallerQuery = "select u.username from AuthUser u where u.username = :name",
 *     groupsQuery = "select g.name from AuthUser u join u.groups g where u.username = :name")
 * }</pre>
 *
 * <p>Each query has the one parameter {@code :name} and selects one value. A name that the database
 * finds counts only if it is, character by character, the one that was asked for. Of an own entity
 * nothing is written: its rows are not created, and last logins not noted, by this library. A
 * String attribute may be one whole Jakarta Expression Language expression, {@code #{...}}. A wrong
 * query stops the deployment, or the start where only the persistence provider can tell.
 *
 * <p>It stands once in an application, beside {@link
 * org.gatepass.RemoteUserAuthenticationMechanismDefinition}.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ActiveUserIdentityStoreDefinition {
  /**
   * The store's place among the identity stores: those of lower numbers are asked first.
   *
   * @return the priority
   */
  int priority() default 70;

  /**
   * Which persistence unit holds the accounts, where the application hands over several: the unit
   * of a producing field {@code @Produces @PersistenceUnit(unitName = "...")}, else the bean of
   * that name ({@code @Named}), else the reference of that name below {@code
   * java:comp/env/persistence/}.
   *
   * @return the name, or empty for the only unit that is produced without a qualifier, else for the
   *     reference {@code persistence/gatepass}
   */
  String persistenceUnit() default "";

  /**
   * Selects the name of the caller {@code :name} as the database writes it, if the caller is active
   * and may be named by a proxy's header. What active means is the query's to say: a flag, or dates
   * of validity.
   *
   * @return the query, or empty for {@link UserAccount} rows
   */
  String activeCallerQuery() default "";

  /**
   * Selects the name of the caller {@code :name} as the database writes it, active or not. It is
   * asked when {@link #activeCallerQuery} selects nothing, and tells the inactive from the unknown:
   * for the log, and for {@code gatepass.allow-inactive-callers}.
   *
   * @return the query, or empty to take the inactive for unknown
   */
  String knownCallerQuery() default "";

  /**
   * Selects the names of the groups of the caller {@code :name}, a row each.
   *
   * @return the query, or empty for no groups
   */
  String groupsQuery() default "";

  /**
   * Selects, of the caller {@code :name}, something that changes whenever remembered logins are to
   * end: the time of the latest change of password, a counter, the password's hash. Sessions keep a
   * digest of it alone.
   *
   * @return the query, or empty to end remembered logins only when the caller is no longer active
   */
  String stampQuery() default "";
}
