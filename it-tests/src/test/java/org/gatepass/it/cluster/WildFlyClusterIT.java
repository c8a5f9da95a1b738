// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatepass.it.gateway.ComposedServers;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The demo on two nodes of WildFly with JGroups over TCP and sessions in Infinispan. */
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "wildfly",
    disabledReason = "It starts WildFly itself, which the other servers' runs don't fetch.")
class WildFlyClusterIT extends AccountClusterCases {
  @Override
  ClusterServer server(Path folder, ComposedServers database) throws IOException {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");
    settings.put("GATEPASS_DEMO_ADMIN_PASSWORD", database.secret("demo-admin-password"));
    return new WildFlyCluster(folder, database, settings);
  }
}
