// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.time.Duration;

/**
 * What identity stores are to do about header callers who are unknown or inactive, how fresh their
 * answers have to be, and what a new password hash costs. The active-user store follows it; an
 * application with a store of its own injects it. It is there when {@link
 * RemoteUserAuthenticationMechanismDefinition} is. Immutable.
 *
 * @param createUnknownCallers whether an account is created for a caller whom no store knows
 * @param createPerMinute how many accounts a node creates in a minute at most
 * @param allowInactiveCallers whether inactive callers get in by header
 * @param staleness how old what a store remembers of an account may be; zero to ask the database
 *     for each request
 * @param passwordCost the cost of new password hashes, as a PHC string gives Argon2id's parameters:
 *     {@code m=19456,t=2,p=1}
 */
public record AccountOptions(
    boolean createUnknownCallers,
    int createPerMinute,
    boolean allowInactiveCallers,
    Duration staleness,
    String passwordCost) {
  /** The cost of new password hashes unless a setting says otherwise. */
  public static final String DEFAULT_PASSWORD_COST = "m=19456,t=2,p=1";
}
