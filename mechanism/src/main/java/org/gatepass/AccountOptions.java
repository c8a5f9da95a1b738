// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.time.Duration;
import java.util.Set;

/**
 * The settings that identity stores follow: unknown and inactive callers, the groups of new
 * accounts, the maximum age of cached accounts, and the cost of new password hashes. The
 * active-user store follows them. An identity store of the application injects this record; the
 * bean exists in each application that has a {@link RemoteUserAuthenticationMechanismDefinition}.
 * Immutable and safe for use by many threads.
 *
 * @param createUnknownCallers whether a store creates an account for a header caller without one;
 *     {@code false} by default
 * @param createPerMinute the maximum number of accounts that a node creates in a minute: 1 to
 *     10,000, 60 by default
 * @param allowInactiveCallers whether a store accepts header callers whose account is inactive;
 *     {@code false} by default
 * @param staleness the maximum age of a cached account: zero, or 100 milliseconds to one hour; one
 *     second by default. With zero a store queries the database for each request
 * @param passwordCost the cost of new password hashes, in the form in which a PHC string writes the
 *     parameters of Argon2id (RFC 9106): {@code m=19456,t=2,p=1}
 * @param defaultGroups the groups of an account that a store creates for a header caller; none by
 *     default
 */
public record AccountOptions(
    boolean createUnknownCallers,
    int createPerMinute,
    boolean allowInactiveCallers,
    Duration staleness,
    String passwordCost,
    Set<String> defaultGroups) {
  /** The default of {@link #passwordCost}. */
  public static final String DEFAULT_PASSWORD_COST = "m=19456,t=2,p=1";

  /**
   * Creates options.
   *
   * @param createUnknownCallers whether a store creates accounts
   * @param createPerMinute the maximum number of new accounts in a minute
   * @param allowInactiveCallers whether a store accepts inactive callers
   * @param staleness the maximum age of a cached account
   * @param passwordCost the cost of new password hashes
   * @param defaultGroups the groups of new accounts, which are copied
   */
  public AccountOptions {
    defaultGroups = Set.copyOf(defaultGroups);
  }
}
