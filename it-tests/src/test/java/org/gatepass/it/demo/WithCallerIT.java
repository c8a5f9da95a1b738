// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.assertj.core.api.Assertions;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.it.app.headeronly.CallerServlet;
import org.gatepass.it.app.headeronly.HeaderOnlySecurity;
import org.gatepass.it.app.headeronly.UserCallerServlet;
import org.gatepass.it.server.Wars;
import org.gatepass.testkit.WithCaller;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * The callers of {@code @WithCaller}, in tests in the server and in tests by HTTP. The application
 * does not contain the test kit.
 */
@ArquillianTest
@WithCaller(value = "alice", groups = "staff")
class WithCallerIT {
  @Inject SecurityContext security;

  @Deployment
  static WebArchive war() {
    return Wars.mechanismAlone(
            "with-caller.war",
            HeaderOnlySecurity.class,
            CallerServlet.class,
            UserCallerServlet.class)
        .addAsLibraries(
            new File(
                Assertions.class.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .setWebXML("header-only-web.xml");
  }

  private static String answer(URL base, String path) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI uri = URI.create("http://127.0.0.1:" + base.getPort() + "/with-caller" + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  @Test
  void runsATestInTheServerAsTheCallerOfTheClass() {
    assertThat(security.getCallerPrincipal().getName()).isEqualTo("alice");
    assertThat(security.isCallerInRole("user")).isTrue();
  }

  @Test
  @WithCaller("bob")
  void runsATestInTheServerAsTheCallerOfTheMethod() {
    assertThat(security.getCallerPrincipal().getName()).isEqualTo("bob");
    assertThat(security.isCallerInRole("user")).isFalse();
  }

  @Test
  @WithCaller("")
  void runsAnAnonymousTestInTheServer() {
    // On WildFly there is a principal "anonymous".
    assertThat(security.getPrincipalsByType(RemoteUserPrincipal.class)).isEmpty();
    assertThat(security.isCallerInRole("user")).isFalse();
  }

  @Test
  @RunAsClient
  void sendsTheRequestsOfAClientAsTheCallerOfTheClass(@ArquillianResource URL base)
      throws Exception {
    assertThat(answer(base, "/users")).startsWith("alice [user] true HEADER");
  }

  @Test
  @RunAsClient
  @WithCaller("bob")
  void sendsTheRequestsOfAClientAsTheCallerOfTheMethod(@ArquillianResource URL base)
      throws Exception {
    assertThat(answer(base, "/open")).startsWith("bob [] false HEADER");
  }
}
