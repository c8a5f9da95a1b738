// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gatepass.it.app.django.AuthGroup;
import org.gatepass.it.app.django.AuthUser;
import org.gatepass.it.app.django.DjangoSecurity;
import org.gatepass.it.app.django.WrongEntitySecurity;
import org.gatepass.it.app.django.WrongTextSecurity;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.twice.FirstStore;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A definition with a wrong query: the application does not start, and the log gives the remedy.
 */
@Tag("thorough")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class WrongQueryIT {
  @TempDir Path folder;

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            WrongTextSecurity.class,
            "@ActiveUserIdentityStoreDefinition.activeCallerQuery: \"select u.username, u.active from"
                + " AuthUser u where u.username = :name\" selects 2 values instead of one"
                + " (example: select u.loginName from User u where u.loginName = :name and u.active ="
                + " true)",
            404),
        Arguments.of(
            WrongEntitySecurity.class,
            "@ActiveUserIdentityStoreDefinition.activeCallerQuery: \"select u.username from AuthUser"
                + " u where u.username = :name and u.isActive = true\" is rejected by the persistence"
                + " provider: ",
            // An application whose start failed is there for Payara, and answers nothing else.
            500));
  }

  @Test
  void namesBothClassesThatDefineOneStore() throws IOException, InterruptedException {
    Path war = folder.resolve("twice.war");
    Wars.withOwnEntity(
            "django",
            DjangoSecurity.class,
            FirstStore.class,
            AuthUser.class,
            AuthGroup.class,
            CallerServlet.class)
        .as(ZipExporter.class)
        .exportTo(war.toFile());

    try (ServerProcess server = PayaraMicro.start(folder, war)) {
      server.awaitInLog(
          "@ActiveUserIdentityStoreDefinition is on several classes, and an application has one"
              + " store of the kind: org.gatepass.it.app.django.DjangoSecurity,"
              + " org.gatepass.it.app.twice.FirstStore");

      assertThat(server.http().header("remote-user", "alice").get("/caller").status())
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void namesTheWrongQueryAndServesNothing(Class<?> security, String complaint, int status)
      throws IOException, InterruptedException {
    Path war = folder.resolve("wrong.war");
    Wars.withOwnEntity("django", security, AuthUser.class, AuthGroup.class, CallerServlet.class)
        .as(ZipExporter.class)
        .exportTo(war.toFile());

    try (ServerProcess server = PayaraMicro.start(folder, war)) {
      server.awaitInLog(complaint);

      assertThat(server.http().header("remote-user", "alice").get("/caller").status())
          .isEqualTo(status);
    }
  }
}
