// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import java.net.URL;
import org.gatepass.it.app.tokens.TokenStore;
import org.gatepass.it.app.tokens.TokensSecurity;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.client.Http;
import org.gatepass.it.header.HeaderOnlyIT;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application with bearer tokens of its own. */
@ArquillianTest
@ExtendWith(AttackCount.class)
class BearerTokensIT implements BearerTokenCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return BearerTokenCases.withLateFilter(
            Wars.mechanismAlone("tokens.war", TokensSecurity.class, TokenStore.class))
        .addClasses(HeaderOnlyIT.classes())
        .setWebXML("header-only-web.xml");
  }

  @Override
  public Http http() {
    return Http.to(base, "/tokens");
  }
}
