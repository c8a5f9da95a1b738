// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import org.gatepass.CallerRevoked;

/**
 * CDI event: the groups of an account have changed, and its logins remain valid. A change that also
 * revokes logins fires {@link CallerRevoked} alone. Each node fires it, like {@code CallerRevoked}.
 * Observers close or check connections that outlive a request and depend on groups. Immutable.
 *
 * @param callerName the name of the account
 */
public record CallerGroupsChanged(String callerName) {}
