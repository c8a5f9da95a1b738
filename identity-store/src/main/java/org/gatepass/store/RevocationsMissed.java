// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import org.gatepass.CallerRevoked;

/**
 * CDI event: accounts have changed, and this node could not read which ones. Any caller may have
 * been revoked without a {@link CallerRevoked} on this node. Observers close all connections that
 * outlive a request. Immutable.
 *
 * <p>Gatepass fires it after more than 1,000 changes since the node's last reading, where each
 * logout that is stored for all nodes ({@link EndedLogin}) counts as a change. Gatepass also fires
 * it after the restore of a database, and when the revision is raised by hand. It fires it with
 * each change if the persistence unit lacks {@link AccountChange}, or if the callers are in an
 * entity of the application's own without a {@link
 * ActiveUserIdentityStoreDefinition#changedSinceQuery}.
 */
public record RevocationsMissed() {}
