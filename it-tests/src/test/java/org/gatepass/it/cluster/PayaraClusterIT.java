// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The demo on two nodes of Payara Micro with its own Hazelcast. */
@Tag("gateways")
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class PayaraClusterIT extends AccountClusterCases {
  @Override
  ClusterServer server(Path folder, ComposedServers database) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");
    settings.put("JAVA_TOOL_OPTIONS", String.join(" ", ServerProcess.JVM));
    return new PayaraCluster(folder, database, node -> settings);
  }
}
