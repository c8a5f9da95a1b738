// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import org.gatepass.CallerRevoked;

/**
 * CDI event: accounts have changed, and this node could not read which ones. Any caller may have
 * been revoked without a {@link CallerRevoked} on this node. Observers close all connections that
 * outlive a request. Immutable.
 *
 * <p>Gatepass fires the event after more than 1,000 changes since the node's last reading. Each
 * logout that is stored for all nodes ({@link EndedLogin}) counts as a change. Gatepass also fires
 * the event after the restore of a database, and when the revision is raised by hand. If the
 * persistence unit lacks {@link AccountChange}, or the callers are in an entity of the
 * application's own without a {@link ActiveUserIdentityStoreDefinition#changedSinceQuery}, Gatepass
 * fires the event with each change.
 */
public record RevocationsMissed() {}
