// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import org.gatepass.it.app.owned.OwnedPersistentSecurity;
import org.gatepass.it.client.Http;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A view belongs to one caller, where header callers are remembered. */
@ArquillianTest
class OwnViewPersistentIT implements OwnViewCases {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() throws IOException {
    return OwnViewCases.war("owned-view-persistent.war", OwnedPersistentSecurity.class);
  }

  @Override
  public Http http() {
    return Http.to(base, "/owned-view-persistent");
  }

  @Test
  void goesOnForTheRememberedCaller() {
    AView view = new AView(http());

    assertThat(view.send(view.from(Http.TRUSTED), "").body()).contains("note=secret;");
  }
}
