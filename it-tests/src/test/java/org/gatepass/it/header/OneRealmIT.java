// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.gatepass.it.app.headeronly.OneRealmSecurity;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Caller names with a realm, of which one is removed. */
@ArquillianTest
@ExtendWith(AttackCount.class)
class OneRealmIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("one-realm.war", OneRealmSecurity.class)
        .addClasses(HeaderOnlyIT.classes())
        .setWebXML("header-only-web.xml");
  }

  private Http naming(String name) {
    return Http.to(base, "/one-realm").header("remote-user", name);
  }

  @ParameterizedTest
  @CsvSource({"alice@EXAMPLE.COM, alice", "Alice@EXAMPLE.COM, alice", "alice, alice"})
  void removesTheListedRealm(String asserted, String name) {
    assertThat(naming(asserted).get("/protected").body()).startsWith(name + " [");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice@OTHER.TEST",
        "alice@example.com",
        "alice@OTHER.TEST@EXAMPLE.COM",
        "alice@EXAMPLE.COM@OTHER.TEST",
        "alice@SUB.EXAMPLE.COM",
        "guest@EXAMPLE.COM",
        "-@EXAMPLE.COM"
      })
  @Shows({Attack.C05, Attack.C09})
  void c05AnotherRealmGivesNoLocalName(String asserted) {
    assertThat(naming(asserted).get("/protected").status()).isEqualTo(400);
    assertThat(naming(asserted).get("/open").status()).isEqualTo(400);
  }
}
