// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.time.Duration;

/**
 * What identity stores are to do about header callers who are unknown or inactive, and how fresh
 * their answers have to be. The active-user store follows it; an application with a store of its
 * own injects it. It is there when {@link RemoteUserAuthenticationMechanismDefinition} is.
 * Immutable.
 *
 * @param createUnknownCallers whether an account is created for a caller whom no store knows
 * @param createPerMinute how many accounts a node creates in a minute at most
 * @param allowInactiveCallers whether inactive callers get in by header
 * @param staleness how old what a store remembers of an account may be; zero to ask the database
 *     for each request
 */
public record AccountOptions(
    boolean createUnknownCallers,
    int createPerMinute,
    boolean allowInactiveCallers,
    Duration staleness) {}
