// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import org.gatepass.it.app.answers.Counter;
import org.gatepass.it.app.answers.FacesSecurity;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.client.Browser;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.ImpossibleWith;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.primefaces.PrimeFaces;

/** A page of Jakarta Faces and PrimeFaces with Ajax requests, in a browser. */
@ArquillianTest
@Tag("pages")
@ImpossibleWith(Difference.NO_FACES_4)
class FacesPageIT {
  @ArquillianResource URL base;

  private Browser browser;

  @Deployment(testable = false)
  static WebArchive war() throws URISyntaxException {
    return Wars.mechanismAlone(
            "faces.war",
            FacesSecurity.class,
            Counter.class,
            MemoryStore.class,
            MemoryStore.Account.class)
        .addAsLibrary(
            new File(PrimeFaces.class.getProtectionDomain().getCodeSource().getLocation().toURI()))
        .addAsWebResource("faces-page.xhtml", "private/page.xhtml")
        .addAsWebResource("faces-login.xhtml", "login.xhtml")
        .setWebXML("faces-page-web.xml");
  }

  @BeforeEach
  void openTheBrowser() {
    browser = Browser.on("http://127.0.0.1:" + base.getPort());
  }

  @AfterEach
  void closeTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"#form\\:ajax", "#form\\:prime"})
  void leadsToTheLoginPageWhenTheLoginHasEnded(String button) {
    browser.withHeader("remote-user", "alice").open("/faces/private/page.xhtml");
    browser.awaitText("count=0");
    browser.mark();
    browser.find(button).click();
    browser.awaitText("count=1");
    assertThat(browser.isMarked()).isTrue();

    browser.withoutHeaders();
    browser.find(button).click();

    browser.awaitText("Please log in");
    assertThat(browser.path()).isEqualTo("/faces/login.xhtml?next=%2Ffaces%2Fprivate%2Fpage.xhtml");
  }
}
