// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import java.net.URL;
import org.gatepass.it.app.owned.OwnedPersistentSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** A session belongs to one caller, where header callers are remembered. */
@ArquillianTest
@Tag("core")
class OwnSessionPersistentIT implements OwnSessionCases, OwnSessionPersistentCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("owned-persistent.war", OwnedPersistentSecurity.class)
        .addClasses(OwnSessionIT.classes())
        .setWebXML("owned-web.xml");
  }

  @Override
  public Http http() {
    return Http.to(base, "/owned-persistent");
  }
}
