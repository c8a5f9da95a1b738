// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.gatepass.it.app.asserted.AssertedSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.SignedTokens;
import org.gatepass.it.header.HeaderOnlyIT;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The metrics of an application whose callers a signed assertion names. */
@ArquillianTest
class AssertionMetricsIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() throws ClassNotFoundException {
    return OperationsMetricsIT.counted(
        Wars.mechanismAlone("asserted-counted.war", AssertedSecurity.class)
            .addClasses(HeaderOnlyIT.classes())
            .addAsLibraries(SignedTokens.libraries()));
  }

  @Test
  void timeEachAssertionWhetherItIsValidOrNot() {
    Http http = Http.to(base, "/asserted-counted");

    http.header("x-id-token", SignedTokens.token(SignedTokens.claims())).get("/open");
    http.header("x-id-token", SignedTokens.token(SignedTokens.claims())).get("/open");
    http.header("x-id-token", SignedTokens.unsigned("none")).get("/open");

    // The request for the counts has no assertion.
    assertThat(http.get("/counts").body().lines())
        .contains("timed assertion 3", "timed store 2", "request authenticated header none 2");
  }
}
