// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.ear.EarCallers;
import org.gatepass.it.app.ear.StaffSecurity;
import org.gatepass.it.app.ear.StaffStore;
import org.gatepass.it.app.jwt.TokenApplication;
import org.gatepass.it.app.small.WhoResource;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * MicroProfile JWT in an application with Gatepass: the application does not start, and the log
 * gives the reason.
 */
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro7?|wildfly|liberty|tomee",
    disabledReason = "The others have no MicroProfile JWT, or that of one of these.")
class LoginConfigIT {
  private static final String SERVER = System.getProperty("server.profile");

  /** Where the annotated class is. */
  enum Place {
    CLASSES,
    JAR,
    BEAN_ARCHIVE
  }

  @TempDir Path folder;

  private static WebArchive war(Place place) {
    WebArchive war =
        Wars.mechanismAlone(
            "tokens.war",
            StaffSecurity.class,
            StaffStore.class,
            EarCallers.class,
            WhoResource.class);
    if (place == Place.CLASSES) {
      return war.addClass(TokenApplication.class);
    }
    JavaArchive jar =
        ShrinkWrap.create(JavaArchive.class, "rest-base.jar").addClass(TokenApplication.class);
    if (place == Place.BEAN_ARCHIVE) {
      jar.addAsManifestResource(
          new StringAsset("<beans bean-discovery-mode=\"all\"/>"), "beans.xml");
    }
    return war.addAsLibrary(jar);
  }

  private ServerProcess start(WebArchive war) throws IOException {
    if (PayaraMicro.isHere()) {
      Path file = folder.resolve(war.getName());
      war.as(ZipExporter.class).exportTo(file.toFile());
      return PayaraMicro.start(folder, List.of(file));
    }
    return OwnServer.start(
        folder,
        Map.of(),
        SERVER.equals("liberty")
            ? List.of("<featureManager><feature>mpJwt-2.1</feature></featureManager>")
            : List.of(),
        List.of(),
        war);
  }

  private static String started() {
    return switch (SERVER) {
      case "payara-micro", "payara-micro7" -> "ready in";
      case "wildfly" -> "WFLYSRV002";
      case "liberty" -> "CWWKF0011I";
      default -> "Server startup in";
    };
  }

  /** TomEE writes what stops an application into a file of its own. */
  private String logs(ServerProcess server) {
    StringBuilder logs = new StringBuilder(server.log());
    try (DirectoryStream<Path> more =
        Files.newDirectoryStream(Files.createDirectories(folder.resolve("logs")), "localhost.*")) {
      for (Path log : more) {
        logs.append(Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return logs.toString();
  }

  /** Open Liberty stops the application itself, before Gatepass starts. */
  private static String message() {
    return SERVER.equals("liberty") ? "CWWKS1931E" : "@LoginConfig";
  }

  /** Payara looks for the annotation in bean archives only. */
  @Test
  void staysWithoutEffectInAJarThatPayaraDoesNotRead() throws IOException, InterruptedException {
    assumeTrue(PayaraMicro.isHere(), "The others read each jar.");
    try (ServerProcess server = start(war(Place.JAR))) {
      server.awaitInLog(started());
      Http http = server.http().header("x-staff-secret", StaffSecurity.SECRET);

      assertThat(http.header("remote-user", "alice").get("/tokens/rest/who").body())
          .isEqualTo("alice by HEADER");
      assertThat(http.header("authorization", "Bearer e30.e30.").get("/tokens/rest/who").status())
          .isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsTheDeploymentWithTheNameOfTheAnnotation(Place place)
      throws IOException, InterruptedException {
    assumeFalse(
        PayaraMicro.isHere() && place == Place.JAR,
        "Payara does not read it: staysWithoutEffectInAJarThatPayaraDoesNotRead.");
    try (ServerProcess server = start(war(place))) {
      server.awaitInLog(started());
      server.await(() -> logs(server).contains(message()), Duration.ofMinutes(1));

      assertThat(
              server
                  .http()
                  .header("x-staff-secret", StaffSecurity.SECRET)
                  .header("remote-user", "alice")
                  .get("/tokens/rest/who")
                  .status())
          .isNotEqualTo(200);
    }
  }
}
