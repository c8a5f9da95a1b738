// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import java.net.URL;
import org.gatepass.it.app.headeronly.AskedCallerServlet;
import org.gatepass.it.app.headeronly.CallerServlet;
import org.gatepass.it.app.headeronly.FrontServlet;
import org.gatepass.it.app.headeronly.HeaderOnlySecurity;
import org.gatepass.it.app.headeronly.UserCallerServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application without accounts, with the mechanism's jar only. */
@ArquillianTest
public class HeaderOnlyIT implements HeaderOnlyDefaultCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("header-only.war", HeaderOnlySecurity.class)
        .addClasses(classes())
        .addClass(FrontServlet.class)
        .addAsWebResource(new StringAsset("<svg/>"), "file.svg")
        .setWebXML("header-only-web.xml");
  }

  /** The application, but for its definition. */
  public static Class<?>[] classes() {
    return new Class<?>[] {AskedCallerServlet.class, CallerServlet.class, UserCallerServlet.class};
  }

  @Override
  public Http http() {
    return Http.to(base, "/header-only");
  }
}
