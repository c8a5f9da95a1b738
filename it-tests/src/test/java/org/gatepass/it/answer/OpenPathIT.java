// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import java.net.URL;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application with open paths, and with a front end on another host. */
@ArquillianTest
@ExtendWith(AttackCount.class)
public class OpenPathIT implements OpenPathCases, PreflightCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("open.war", OpenPathCases.classes()).setWebXML("open-web.xml");
  }

  @Override
  public Http http() {
    return Http.to(base, "/open");
  }
}
