// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.gatepass.it.account.DirectoryGroupsIT;
import org.gatepass.it.app.directory.DirectoryAddress;
import org.gatepass.it.app.directory.DirectoryGroupsSecurity;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.Slapd;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Groups of header callers from OpenLDAP, over TLS: what {@link DirectoryGroupsIT} does not show
 * with a directory in its own process.
 */
@Tag("sso")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdGroupsIT {
  private Slapd slapd;
  private ServerProcess server;

  @BeforeAll
  void startBoth(@TempDir Path folder) throws Exception {
    Gateway.assumeInstalled(Slapd.PROGRAM);
    slapd = Slapd.start(Files.createDirectory(folder.resolve("slapd")));
    for (String name : new String[] {"alice", "carol", "dora", "erin"}) {
      slapd.addPerson(name);
      slapd.addGroup("cn=desk-of-" + name, "groups", name);
    }
    Path war = folder.resolve("directory.war");
    Wars.mechanismAlone(
            "directory.war",
            DirectoryGroupsSecurity.class,
            DirectoryAddress.class,
            MemoryStore.class,
            MemoryStore.Account.class,
            CallerServlet.class)
        .addAsResource(new StringAsset("ldaps://127.0.0.1:" + slapd.tlsPort()), "directory-url.txt")
        .addAsResource(
            new StringAsset(
                """
                com.sun.jndi.ldap.connect.timeout=1000
                com.sun.jndi.ldap.read.timeout=1000
                """),
            "jndi.properties")
        .as(ZipExporter.class)
        .exportTo(war.toFile());
    server = PayaraMicro.startTrusting(folder, war, slapd.trusted());
    server.awaitAnswer("/caller");
  }

  @AfterAll
  void stopBoth() {
    if (server != null) {
      server.close();
    }
    if (slapd != null) {
      slapd.close();
    }
  }

  private Answer asked(String name) {
    return server.http().header("remote-user", name).get("/caller");
  }

  private void assertGroups(String name, String groups) {
    Answer answer = asked(name);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().getString("groups")).isEqualTo(groups);
  }

  private Duration answered503(String name) {
    long start = System.nanoTime();
    assertThat(asked(name).status()).isEqualTo(503);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void addsTheGroupsOfTheDirectory() {
    assertGroups("alice", "desk-of-alice,user");
  }

  @Test
  void answersWith503WhileTheDirectoryIsDownAndRecoversAtOnce() throws Exception {
    assertGroups("alice", "desk-of-alice,user");
    slapd.stop();
    try {
      System.out.println("SlapdGroupsIT: down: " + answered503("dora"));
      assertGroups("alice", "desk-of-alice,user");
    } finally {
      slapd.start();
    }
    assertGroups("dora", "desk-of-dora,user");
  }

  /** Connections are accepted, and the TLS handshake gets no answer. */
  @Test
  void answersWith503InTimeWhileTheDirectoryHangsAndRecoversAtOnce() throws Exception {
    assertGroups("alice", "desk-of-alice,user");
    slapd.freeze();
    try {
      Duration first = answered503("erin");
      Duration second = answered503("erin");
      System.out.println("SlapdGroupsIT: hanging: " + first + ", again: " + second);
      assertThat(first).isLessThan(Duration.ofSeconds(10));
      assertThat(second).isLessThan(Duration.ofSeconds(10));
      assertGroups("alice", "desk-of-alice,user");
    } finally {
      slapd.thaw();
    }
    assertGroups("erin", "desk-of-erin");
  }
}
