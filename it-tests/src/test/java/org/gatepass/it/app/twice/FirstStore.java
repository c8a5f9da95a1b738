// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.twice;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** A second definition of the same store, in a forgotten class. */
@ActiveUserIdentityStoreDefinition(priority = 60)
@ApplicationScoped
public class FirstStore {}
