// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import java.net.URL;
import org.gatepass.it.app.owned.OwnedLoginPathSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A session belongs to one caller, where header callers log in on some paths. */
@ArquillianTest
class OwnSessionLoginPathIT implements OwnSessionLoginPathCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("owned-login-path.war", OwnedLoginPathSecurity.class)
        .addClasses(OwnSessionIT.classes())
        .setWebXML("owned-web.xml");
  }

  @Override
  public Http http() {
    return Http.to(base, "/owned-login-path");
  }
}
