// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.checks;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;

/** A second definition of the store without accounts. */
@HeaderIdentityStoreDefinition
@ApplicationScoped
public class SecondHeaderStore {}
