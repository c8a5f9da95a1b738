// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.nio.file.Path;
import org.gatepass.it.app.servlets.FailureServlet;
import org.gatepass.it.app.servlets.LeaveServlet;
import org.gatepass.it.app.servlets.LoginPagesServlet;
import org.gatepass.it.app.servlets.NumberedCallersStore;
import org.gatepass.it.app.servlets.PasswordServlet;
import org.gatepass.it.app.servlets.PrivateFilter;
import org.gatepass.it.app.servlets.ServletsSecurity;
import org.gatepass.it.app.servlets.WhoAmIServlet;
import org.gatepass.it.server.ServletServer;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Servlets on two nodes of Tomcat with {@code DeltaManager}; the accounts are not in a database.
 */
@Tag("servlets")
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "tomcat10",
    disabledReason = "It starts Tomcat itself, which the other servers' runs don't fetch.")
class TomcatClusterIT extends ClusterCases {
  @Override
  ClusterServer server(Path folder) {
    return new TomcatCluster(folder, SETTINGS, TomcatClusterIT::war);
  }

  private static WebArchive war() {
    return ServletServer.war(
        ServletsSecurity.class,
        NumberedCallersStore.class,
        WhoAmIServlet.class,
        PasswordServlet.class,
        LeaveServlet.class,
        LoginPagesServlet.class,
        PrivateFilter.class,
        FailureServlet.class);
  }
}
