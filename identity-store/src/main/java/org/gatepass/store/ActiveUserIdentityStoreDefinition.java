// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Turns on the identity store that lets in active accounts whom a trusted proxy names. It answers
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
 * <p>Each query but the revision's has the one parameter {@code :name}, and selects one value. A
 * name that the database finds counts only if it is, character by character, the one that was asked
 * for. Of an own entity nothing is written: its rows are not created, and last logins not noted, by
 * this library. A String attribute may be one whole Jakarta Expression Language expression, {@code
 * #{...}}. A wrong query stops the deployment, or the start where only the persistence provider can
 * tell.
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

  /**
   * Selects something that changes with each change of what any of the other queries selects: the
   * number in a row that triggers raise, say. What is known of a caller is then remembered while it
   * stays the same, and it is asked for at most once in {@code gatepass.staleness}, for all callers
   * together. It has no parameter, and what it selects
   *
   * <ul>
   *   <li>changes in the transaction that makes the change, not before and not after;
   *   <li>never comes back to a value that it had;
   *   <li>is read from the same database as what the other queries select, not from a copy of it.
   * </ul>
   *
   * <p>The latest of the rows' times of change is no such thing: a row that is deleted leaves it as
   * it is, and so does a transaction that commits after a later one. The other queries may not ask
   * for the time. Where it selects no row, or null, nothing is remembered.
   *
   * @return the query, or empty to ask for a caller with each request
   */
  String revisionQuery() default "";
}
