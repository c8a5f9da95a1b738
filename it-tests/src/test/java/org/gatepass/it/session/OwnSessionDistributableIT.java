// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatepass.it.app.owned.OwnedPersistentSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A session belongs to one caller, where the session store marshals what sessions hold. With {@code
 * distributable} WildFly keeps sessions in Infinispan, also on one node.
 */
@ArquillianTest
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "wildfly|wildfly-preview",
    disabledReason = "The others keep the sessions of one node as they are.")
class OwnSessionDistributableIT implements OwnSessionCases, OwnSessionPersistentCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    String descriptor =
        Files.readString(Path.of(System.getProperty("it.resources"), "owned-web.xml"));
    return Wars.mechanismAlone("owned-distributable.war", OwnedPersistentSecurity.class)
        .addClasses(OwnSessionIT.classes())
        .setWebXML(
            new StringAsset(descriptor.replace("<error-page>", "<distributable/><error-page>")));
  }

  @Override
  public Http http() {
    return Http.to(base, "/owned-distributable");
  }
}
