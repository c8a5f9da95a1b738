// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.gatepass.it.app.ear.EarCallers;
import org.gatepass.it.app.ear.EarEvents;
import org.gatepass.it.app.ear.EarProtectedServlet;
import org.gatepass.it.app.ear.EarServlet;
import org.gatepass.it.app.ear.PlainCounter;
import org.gatepass.it.app.ear.PlainDirectory;
import org.gatepass.it.app.ear.PlainServlet;
import org.gatepass.it.app.ear.PlainStore;
import org.gatepass.it.app.ear.ShopSecurity;
import org.gatepass.it.app.ear.ShopStore;
import org.gatepass.it.app.ear.StaffSecurity;
import org.gatepass.it.app.ear.StaffStore;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** EARs: each WAR with Gatepass has its own settings, stores and guard, or the deployment fails. */
@ArquillianTest
@DisabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro",
    disabledReason = "Payara Micro takes no EARs.")
class EarIT {
  private static final String SERVER = System.getProperty("server.profile");

  /** The servers that keep two WARs with Gatepass apart. */
  private static final Set<String> TWO = Set.of("payara-server", "tomee");

  /** The servers that keep a WAR without Gatepass apart from one with it. */
  private static final Set<String> BESIDE = Set.of("payara-server", "tomee", "liberty");

  /** The servers that do so also where the WAR without Gatepass defines a store of the server's. */
  private static final Set<String> BESIDE_DEFINITION = Set.of("payara-server", "tomee");

  /** The part of the message that all failed deployments have. */
  private static final String REMEDY = "docs/how-to/ears.md";

  @ArquillianResource Deployer deployer;

  @Deployment(name = "one", managed = false, testable = false)
  static EnterpriseArchive one() {
    return ear("one.ear", staff(true));
  }

  @Deployment(name = "two", managed = false, testable = false)
  static EnterpriseArchive two() {
    return ear("two.ear", staff(true), shop(true));
  }

  @Deployment(name = "beside", managed = false, testable = false)
  static EnterpriseArchive beside() {
    return ear(
        "beside.ear",
        staff(true),
        war("plain", PlainServlet.class, PlainCounter.class, PlainStore.class));
  }

  @Deployment(name = "beside-definition", managed = false, testable = false)
  static EnterpriseArchive besideDefinition() {
    return ear(
        "definition.ear",
        staff(true),
        war("plain", PlainServlet.class, PlainCounter.class, PlainDirectory.class));
  }

  @Deployment(name = "library", managed = false, testable = false)
  static EnterpriseArchive library() {
    return withLibraries(ear("library.ear", staff(false), shop(false)));
  }

  @Deployment(name = "everything-in-library", managed = false, testable = false)
  static EnterpriseArchive everythingInLibrary() {
    return withLibraries(
        ear(
                "everything.ear",
                war("staff", EarServlet.class, EarProtectedServlet.class, EarEvents.class))
            .addAsLibrary(
                ShrinkWrap.create(JavaArchive.class, "definition.jar")
                    .addClasses(StaffSecurity.class, StaffStore.class, EarCallers.class)
                    .addAsManifestResource(beans(), "beans.xml")));
  }

  private static EnterpriseArchive ear(String name, WebArchive... wars) {
    StringBuilder modules = new StringBuilder();
    EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class, name);
    for (WebArchive war : wars) {
      ear.addAsModule(war);
      String uri = war.getName();
      modules
          .append("<module><web><web-uri>" + uri + "</web-uri>")
          .append("<context-root>/" + uri.replace(".war", "") + "</context-root></web></module>");
    }
    return ear.setApplicationXML(
        new StringAsset(
            "<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"10\">"
                + modules
                + "</application>"));
  }

  private static WebArchive staff(boolean withGatepass) {
    WebArchive war =
        war(
            "staff",
            StaffSecurity.class,
            StaffStore.class,
            EarCallers.class,
            EarEvents.class,
            EarServlet.class,
            EarProtectedServlet.class);
    return withGatepass ? addGatepass(war) : war;
  }

  private static WebArchive shop(boolean withGatepass) {
    WebArchive war =
        war(
            "shop",
            ShopSecurity.class,
            ShopStore.class,
            EarCallers.class,
            EarEvents.class,
            EarServlet.class,
            EarProtectedServlet.class);
    return withGatepass ? addGatepass(war) : war;
  }

  private static WebArchive war(String name, Class<?>... classes) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClasses(classes)
        .addAsWebInfResource(beans(), "beans.xml")
        .setWebXML("small-web.xml");
  }

  private static StringAsset beans() {
    return new StringAsset("<beans bean-discovery-mode=\"annotated\"/>");
  }

  private static WebArchive addGatepass(WebArchive war) {
    Wars.mechanism().forEach((name, asset) -> war.addAsLibrary(asset, name));
    return war;
  }

  private static EnterpriseArchive withLibraries(EnterpriseArchive ear) {
    Wars.mechanism().forEach((name, asset) -> ear.addAsLibrary(asset, name));
    return ear;
  }

  private static Http http(String war) {
    return new Http(Integer.getInteger("server.port"), "/" + war);
  }

  private static Http staffCaller(String war, String name) {
    return http(war)
        .header("x-staff-secret", StaffSecurity.SECRET)
        .header("x-shop-secret", ShopSecurity.SECRET)
        .header("remote-user", name);
  }

  private static Http shopCaller(String war, String name) {
    return http(war)
        .header("x-staff-secret", StaffSecurity.SECRET)
        .header("x-shop-secret", ShopSecurity.SECRET)
        .header("x-shop-user", name);
  }

  private static Http password(String war, String name) {
    byte[] both = (name + ":" + name + "-password").getBytes(StandardCharsets.UTF_8);
    return http(war).header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
  }

  private void deployed(String name, Callable<?> test) throws Exception {
    deployer.deploy(name);
    try {
      test.call();
    } finally {
      deployer.undeploy(name);
    }
  }

  private void assertFails(String name) {
    assertThatThrownBy(() -> deployer.deploy(name))
        // The message itself is in the log on TomEE.
        .hasStackTraceContaining(SERVER.equals("tomee") ? "Unable to deploy" : REMEDY);
    // Nothing of the EAR is served.
    assertThat(staffCaller("staff", "alice").get("/who").body()).doesNotContain("alice");
  }

  @Test
  void protectsTheOneWarOfAnEar() throws Exception {
    deployed("one", this::assertStaffIsProtected);
  }

  private @Nullable Void assertStaffIsProtected() {
    assertThat(http("staff").get("/in").status()).isEqualTo(401);
    assertThat(staffCaller("staff", "alice").get("/in").body()).isEqualTo("alice");
    assertThat(staffCaller("staff", "bob").get("/in").status()).isEqualTo(403);
    assertThat(password("staff", "alice").get("/in").body()).isEqualTo("alice");
    assertThat(password("staff", "bob").get("/in").status()).isEqualTo(401);
    // The guard: the secret is hidden, and a rejected request reaches no public servlet.
    assertThat(staffCaller("staff", "alice").get("/who").body()).startsWith("alice hidden visible");
    assertThat(staffCaller("staff", "al ice").get("/who").status()).isEqualTo(400);
    return null;
  }

  @Test
  void separatesTwoWarsOrLogsTheRemedy() throws Exception {
    if (!TWO.contains(SERVER)) {
      assertFails("two");
      return;
    }
    deployed(
        "two",
        () -> {
          assertStaffIsProtected();
          assertThat(shopCaller("shop", "bob").get("/in").body()).isEqualTo("bob");
          assertThat(shopCaller("shop", "alice").get("/in").status()).isEqualTo(403);
          assertThat(staffCaller("shop", "bob").get("/in").status()).isEqualTo(401);
          assertThat(password("shop", "bob").get("/in").body()).isEqualTo("bob");
          assertThat(password("shop", "alice").get("/in").status()).isEqualTo(401);
          assertThat(shopCaller("shop", "bo b").get("/who").status()).isEqualTo(400);
          int staffEvents = rejected(staffCaller("staff", "alice"));
          assertThat(shopCaller("shop", "bob").get("/who").body()).startsWith("bob visible hidden");
          assertThat(shopCaller("shop", "bo b").get("/who").status()).isEqualTo(400);
          assertThat(rejected(staffCaller("staff", "alice"))).isEqualTo(staffEvents);
          assertThat(rejected(shopCaller("shop", "bob"))).isEqualTo(4);
          return null;
        });
  }

  private static int rejected(Http caller) {
    String body = caller.get("/who").body();
    return Integer.parseInt(body.substring(body.lastIndexOf(' ') + 1));
  }

  @Test
  void doesNotAffectAWarWithoutGatepassOrLogsTheRemedy() throws Exception {
    if (!BESIDE.contains(SERVER)) {
      assertFails("beside");
      return;
    }
    deployed(
        "beside",
        () -> {
          assertStaffIsProtected();
          assertThat(password("staff", PlainStore.CALLER).get("/in").status()).isEqualTo(401);
          assertThat(staffCaller("staff", "alice").get("/who").body()).startsWith("alice ");
          Answer plain = staffCaller("plain", "alice").get("/who");
          assertThat(plain.status()).isEqualTo(200);
          assertThat(plain.body()).isEqualTo("null 1");
          // Gatepass does not manage the session of this WAR.
          Http session = http("plain").header("Cookie", plain.sessionCookie().orElseThrow());
          assertThat(session.get("/who").body()).isEqualTo("null 2");
          return null;
        });
  }

  @Test
  void usesNoDirectoryOfAWarWithoutGatepassOrLogsTheRemedy() throws Exception {
    if (!BESIDE_DEFINITION.contains(SERVER)) {
      assertFails("beside-definition");
      return;
    }
    deployed(
        "beside-definition",
        () -> {
          assertStaffIsProtected();
          // Without the directory, which is not running: no 503.
          assertThat(password("staff", "mallory").get("/in").status()).isEqualTo(401);
          return null;
        });
  }

  @Test
  void logsThatItsJarBelongsIntoTheWar() {
    assertFails("library");
  }

  @Test
  void logsThatTheDefinitionAndItsJarBelongIntoTheWar() {
    assertFails("everything-in-library");
  }

  @Test
  void agreesWithThePageForOperators() throws IOException {
    String name =
        Map.of(
                "payara-server", "Payara Server",
                "tomee", "TomEE",
                "liberty", "Open Liberty",
                "wildfly", "WildFly, WildFly Preview",
                "wildfly-preview", "WildFly, WildFly Preview",
                "glassfish7", "GlassFish 7 and 8",
                "glassfish8", "GlassFish 7 and 8")
            .get(SERVER);
    String row =
        Files.readAllLines(Path.of("..", "docs", "how-to", "ears.md")).stream()
            .filter(line -> line.startsWith("| " + name + " |"))
            .findFirst()
            .orElseThrow();

    String[] cells = row.split("\\|", -1);
    assertThat(cells[2].contains("the deployment fails")).isEqualTo(!TWO.contains(SERVER));
    assertThat(cells[3].contains("the deployment fails")).isEqualTo(!BESIDE.contains(SERVER));
  }
}
