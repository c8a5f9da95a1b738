// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import java.net.URL;
import org.gatepass.it.app.headeronly.HeaderOnlyPersistentSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application without accounts that remembers callers. */
@ArquillianTest
class HeaderOnlyPersistentIT implements HeaderOnlyPersistentCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("header-only-persistent.war", HeaderOnlyPersistentSecurity.class)
        .addClasses(HeaderOnlyIT.classes())
        .addAsWebResource(new StringAsset("<svg/>"), "file.svg")
        .setWebXML("header-only-web.xml");
  }

  @Override
  public Http http() {
    return Http.to(base, "/header-only-persistent");
  }
}
