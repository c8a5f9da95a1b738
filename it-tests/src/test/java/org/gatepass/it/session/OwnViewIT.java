// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import org.gatepass.it.app.owned.OwnedSecurity;
import org.gatepass.it.client.Http;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A view belongs to one caller, where each request is authenticated again. */
@ArquillianTest
class OwnViewIT implements OwnViewCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    return OwnViewCases.war("owned-view.war", OwnedSecurity.class);
  }

  @Override
  public Http http() {
    return Http.to(base, "/owned-view");
  }

  @Test
  void isLostForARequestWithoutTheHeader() {
    AView view = new AView(http());

    assertThat(view.send(view.from(Http.TRUSTED), "").body()).doesNotContain("secret");
  }
}
