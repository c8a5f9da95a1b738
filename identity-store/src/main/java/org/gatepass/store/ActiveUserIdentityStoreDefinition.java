// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Turns on the identity store for header logins: it validates the callers that a trusted proxy
 * names, if their accounts are active. The store validates {@link
 * org.gatepass.RemoteUserCredential}, and the {@link org.gatepass.RememberedCallerCredential} of a
 * remembered header login. It answers other credentials with {@code NOT_VALIDATED}.
 *
 * <p>The accounts are {@link UserAccount} rows by default. With queries in the Jakarta Persistence
 * query language, they are an entity of the application's own:
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
 * <p>Each query selects one value and has one parameter, {@code :name}; {@link #revisionQuery} has
 * none, and {@link #changedSinceQuery} differs. A name in the database must equal {@code :name}
 * character by character. This store only reads an own entity: Gatepass creates no rows and stores
 * no last logins there. A String attribute may be one whole Jakarta Expression Language expression,
 * {@code #{...}}. A wrong query stops the deployment, or the application's start where only the
 * persistence provider finds the mistake.
 *
 * <p>An application has at most one such definition. It needs {@link
 * org.gatepass.RemoteUserAuthenticationMechanismDefinition} too.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ActiveUserIdentityStoreDefinition {
  /**
   * The priority among the identity stores: stores with lower numbers are called first.
   *
   * @return the priority
   */
  int priority() default 70;

  /**
   * The name of the persistence unit that holds the accounts. Gatepass looks it up in this order:
   * the unit of a producer field {@code @Produces @PersistenceUnit(unitName = "...")}, the bean of
   * that name ({@code @Named}), the reference of that name below {@code
   * java:comp/env/persistence/}.
   *
   * @return the name; empty for the only unit that is produced without a qualifier, or else for the
   *     reference {@code persistence/gatepass}
   */
  String persistenceUnit() default "";

  /**
   * Selects the name of the caller {@code :name} as the database stores it, if the caller is active
   * and may log in by header. The query decides which callers are active: by a flag, or by dates of
   * validity.
   *
   * @return the query, or empty for {@link UserAccount} rows
   */
  String activeCallerQuery() default "";

  /**
   * Selects the name of the caller {@code :name} as the database stores it, active or not. The
   * query distinguishes inactive from unknown callers when {@link #activeCallerQuery} selects
   * nothing: for the log, and for {@code gatepass.allow-inactive-callers}.
   *
   * @return the query, or empty to treat inactive callers as unknown
   */
  String knownCallerQuery() default "";

  /**
   * Selects the names of the groups of the caller {@code :name}, one row for each.
   *
   * @return the query, or empty for no groups
   */
  String groupsQuery() default "";

  /**
   * Selects a value of the caller {@code :name} that changes whenever remembered logins must end:
   * the time of the latest password change, a counter, the password's hash. Sessions hold only a
   * digest of the value.
   *
   * @return the query, or empty to end remembered logins only when the caller is no longer active
   */
  String stampQuery() default "";

  /**
   * Selects the stable id of the caller {@code :name}: a text, or null. With {@code
   * gatepass.id-header} the store rejects a header login with another id ({@link
   * org.gatepass.Rejection#WRONG_ID}). If the query selects nothing or null, the name alone counts.
   * The store does not write ids to an own entity, and finds no caller by an id.
   *
   * @return the query, or empty to ignore the ids of header logins
   */
  String stableIdQuery() default "";

  /**
   * Selects the time until which the caller {@code :name} is locked. Until then the caller may not
   * log in, and remembered logins end at their next request ({@link
   * org.gatepass.Rejection#LOCKED_CALLER}). The type is an {@code Instant}, an {@code
   * OffsetDateTime}, a {@code LocalDateTime} in UTC, a {@code java.util.Date}, or a {@code Long}
   * with the milliseconds since 1970. Gatepass compares the time with its own clock for each
   * request, also with a {@link #revisionQuery}.
   *
   * @return the query, or empty for no locks
   */
  String lockedUntilQuery() default "";

  /**
   * Selects the time from which the caller {@code :name} may not log in any more, and remembered
   * logins end ({@link org.gatepass.Rejection#EXPIRED_CALLER}); of a type of {@link
   * #lockedUntilQuery}.
   *
   * @return the query, or empty for callers who do not expire
   */
  String expiresAtQuery() default "";

  /**
   * Selects a value that changes with each change of any other query's result, for example a number
   * that triggers raise. Gatepass then caches callers until the value changes, and runs the query
   * at most once in {@code gatepass.staleness} for all callers together. The query has no
   * parameter. Its value
   *
   * <ul>
   *   <li>changes in the transaction that makes the change, not before and not after;
   *   <li>never returns to an earlier value;
   *   <li>is read from the same database as what the other queries select, not from a copy of it.
   * </ul>
   *
   * <p>The latest time of change of all rows is unsuitable: it stays the same when a row is
   * deleted, or when a transaction commits after a later one. The other queries must not read the
   * current time. If this query selects no row, or null, callers are not cached.
   *
   * @return the query, or empty to query the database for each request
   */
  String revisionQuery() default "";

  /**
   * Selects the number and the caller name of each change since the revision {@code :revision}, the
   * change with that number included. Gatepass runs this query instead of {@link #revisionQuery},
   * and drops only these callers from its cache. The revision is the greatest number in the list:
   *
   * <pre>{@code
   * revisionQuery = "select max(c.number) from MemberChange c",
   * changedSinceQuery =
   *     "select c.number, c.name from MemberChange c where c.number >= :revision"
   * }</pre>
   *
   * <p>A number is a whole number of at most 64 bits. The list of changes
   *
   * <ul>
   *   <li>has a row for each caller whose results of the other queries change, inserted in the
   *       transaction of the change; a renamed caller has two, with the former and the new name; a
   *       row with a null name stands for all callers;
   *   <li>is numbered in the order of the commits: a transaction takes its number from a row that
   *       stays locked until the commit, not from a sequence;
   *   <li>loses its oldest rows first, if any.
   * </ul>
   *
   * <p>If the result lacks the number {@code :revision}, or has more than 1,000 changes, Gatepass
   * drops all cached callers. The list has no reasons, so each node fires {@link
   * org.gatepass.CallerRevoked} for each caller in it.
   *
   * @return the query, or empty to drop all cached callers with each change of the revision
   */
  String changedSinceQuery() default "";
}
