// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gatepass.it.app.corners.ContextLook;
import org.gatepass.it.app.corners.CornerServlet;
import org.gatepass.it.app.corners.CornerSocket;
import org.gatepass.it.app.corners.Look;
import org.gatepass.it.app.corners.Looks;
import org.gatepass.it.app.corners.OwnRunners;
import org.gatepass.it.app.corners.PrincipalLook;
import org.gatepass.it.app.corners.Runner;
import org.gatepass.it.app.headeronly.HeaderOnlySecurity;
import org.gatepass.it.app.server.DispatchingThread;
import org.gatepass.it.client.Http;
import org.gatepass.it.container.CornerTable.Column;
import org.gatepass.it.header.HeaderOnlyIT;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The caller wherever a container runs code of an application, compared with the reference. */
interface CornerCases {
  Path PAGE = Path.of("..", "docs", "reference", "caller.md");

  Column SERVER = Column.of(System.getProperty("server.profile"));

  /** A client of the application. */
  Http http();

  /**
   * Deploys an application with a login-config, and visits it.
   *
   * @return the result of the visit, or {@code not deployed}
   */
  String visitLoginConfig(Function<Http, String> visit);

  /** The part of the application that runs on each server. */
  static Class<?>[] classes() {
    return new Class<?>[] {
      HeaderOnlySecurity.class,
      CornerServlet.class,
      CornerSocket.class,
      Look.class,
      Looks.class,
      ContextLook.class,
      PrincipalLook.class,
      Runner.class,
      OwnRunners.class,
      DispatchingThread.class
    };
  }

  /** Adds what an application of some server's own mechanism has left behind. */
  static WebArchive leaveLoginConfig(WebArchive war) {
    try {
      String webXml =
          Files.readString(
              Path.of(System.getProperty("it.resources")).resolve("header-only-web.xml"));
      return war.addClass(HeaderOnlySecurity.class)
          .addClasses(HeaderOnlyIT.classes())
          .setWebXML(
              new StringAsset(
                  webXml.replace(
                      "</web-app>",
                      "<login-config><auth-method>BASIC</auth-method>"
                          + "<realm-name>former</realm-name></login-config></web-app>")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  default void hasTheCallerOfItsOwnRequestOrNone(Corner corner) {
    assumeTrue(corner.isPossible(), "Virtual threads came with Java 21.");

    String value = corner.observe(new CornerVisits(http(), this::visitLoginConfig));

    System.out.println("corner " + corner.name() + ": " + value);
    assertThat(value).isEqualTo(corner.expected(SERVER));
  }

  @Test
  default void areInTheReference() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(values(corner -> CornerTable.value(page, corner, SERVER)))
        .isEqualTo(values(corner -> corner.expected(SERVER)));
  }

  private static String values(Function<Corner, String> value) {
    return Arrays.stream(Corner.values())
        .map(corner -> corner + " " + value.apply(corner))
        .collect(Collectors.joining("\n"));
  }
}
