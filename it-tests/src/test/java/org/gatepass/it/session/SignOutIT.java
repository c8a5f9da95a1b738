// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import java.net.URL;
import org.gatepass.it.app.signedout.SignOutSecurity;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.SignedTokens;
import org.gatepass.it.header.HeaderOnlyIT;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application whose remembered logins the issuer of its assertions ends. */
@ArquillianTest
@ExtendWith(AttackCount.class)
public class SignOutIT implements SignOutCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("signed-out.war", SignOutSecurity.class)
        .addClasses(HeaderOnlyIT.classes())
        .addAsLibraries(SignedTokens.libraries())
        .setWebXML("sign-out-web.xml");
  }

  @Override
  public Http http() {
    return Http.to(base, "/signed-out");
  }
}
