// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.gatepass.it.app.corners.AsynchronousRunner;
import org.gatepass.it.app.corners.AuditedLook;
import org.gatepass.it.app.corners.BeanLook;
import org.gatepass.it.app.corners.CornerResource;
import org.gatepass.it.app.corners.ManagedRunners;
import org.gatepass.it.app.corners.RunAsLook;
import org.gatepass.it.app.small.SmallRest;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.io.TempDir;

/** The corners of the servers with Jakarta EE. */
@ArquillianTest
class ContainerCornersIT implements CornerCases {
  private static final String WITH_LOGIN_CONFIG = "login-config";

  @TempDir static Path folder;

  @ArquillianResource URL base;

  @ArquillianResource Deployer deployer;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("corners.war", CornerCases.classes())
        .addClasses(
            BeanLook.class,
            RunAsLook.class,
            AuditedLook.class,
            AsynchronousRunner.class,
            ManagedRunners.class,
            SmallRest.class,
            CornerResource.class)
        .setWebXML("corners-web.xml");
  }

  @Deployment(name = WITH_LOGIN_CONFIG, managed = false, testable = false)
  static WebArchive warWithLoginConfig() {
    return CornerCases.leaveLoginConfig(Wars.mechanismAlone(WITH_LOGIN_CONFIG + ".war"));
  }

  @Override
  public Http http() {
    return Http.to(base, "/corners");
  }

  @Override
  public String visitLoginConfig(Function<Http, String> visit) {
    if (PayaraMicro.isHere()) {
      return visitOnAServerOfItsOwn(visit);
    }
    try {
      deployer.deploy(WITH_LOGIN_CONFIG);
    } catch (Exception notDeployed) {
      assertThat(libertyLog()).containsPattern("CWWKS1931E: .*" + WITH_LOGIN_CONFIG);
      return "not deployed";
    }
    try {
      return visit.apply(Http.to(base, "/" + WITH_LOGIN_CONFIG));
    } finally {
      deployer.undeploy(WITH_LOGIN_CONFIG);
    }
  }

  private static String libertyLog() {
    Path log = Path.of("servers", "defaultServer", "logs", "messages.log");
    try {
      return Files.readString(Path.of(System.getProperty("server.directory")).resolve(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The adapter of Payara Micro deploys one application. */
  private static String visitOnAServerOfItsOwn(Function<Http, String> visit) {
    Path file = folder.resolve(WITH_LOGIN_CONFIG + ".war");
    warWithLoginConfig().as(ZipExporter.class).exportTo(file.toFile());
    try (ServerProcess own = PayaraMicro.start(folder, List.of(file))) {
      own.awaitInLog("ready in");
      return visit.apply(own.http("/" + WITH_LOGIN_CONFIG));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
