// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.checks;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;

/** Defines the store without accounts once more. */
@HeaderIdentityStoreDefinition
@ApplicationScoped
public class SecondHeaderStore {}
