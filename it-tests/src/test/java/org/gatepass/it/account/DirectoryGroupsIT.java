// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.net.ServerSocket;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.app.directory.DirectoryAddress;
import org.gatepass.it.app.directory.DirectoryGroupsSecurity;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Directory;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that only gives groups, from a directory, for header callers. */
@ArquillianTest
public class DirectoryGroupsIT {
  private static final Duration MAX_AGE = Duration.ofSeconds(20);

  private static Directory directory;

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() throws LDAPException {
    directory = new Directory();
    for (String name : List.of("alice", "carol", "dora", "erin", "admin")) {
      directory.addPerson(name, "none-of-ours");
      directory.addGroup("desk-of-" + name, name);
    }
    directory.start();
    return directory.addTo(
        Wars.mechanismAlone(
            "directory.war",
            DirectoryGroupsSecurity.class,
            DirectoryAddress.class,
            MemoryStore.class,
            MemoryStore.Account.class,
            CallerServlet.class));
  }

  @AfterAll
  static void stop() {
    if (directory != null) {
      directory.close();
    }
  }

  @BeforeEach
  void forgetEarlierBinds() {
    directory.takeBinds();
  }

  private Http named(String name) {
    return Http.to(base, "/directory").header("remote-user", name);
  }

  private String groups(String name) {
    Answer answer = named(name).get("/caller");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().getString("groups");
  }

  /** The requests of one page, at the same time. */
  private List<Answer> page(String name) throws Exception {
    ExecutorService browser = Executors.newFixedThreadPool(20);
    try {
      List<Future<Answer>> all = new ArrayList<>();
      for (int i = 0; i < 21; i++) {
        all.add(browser.submit(() -> named(name).get("/caller")));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> one : all) {
        answers.add(one.get(60, TimeUnit.SECONDS));
      }
      return answers;
    } finally {
      browser.shutdownNow();
    }
  }

  @Test
  @Shows(Attack.K10)
  void k10GroupsOfADirectoryAreReadOnceForAPage() throws Exception {
    assertThat(page("alice"))
        .allSatisfy(
            answer ->
                assertThat(answer.json().getString("groups")).isEqualTo("desk-of-alice,user"));
    assertThat(directory.takeBinds()).isEqualTo(1);
  }

  @Test
  void seesAChangeInTheDirectoryAfterTheMaximumAge() throws Exception {
    assertThat(groups("carol")).isEqualTo("administrator,desk-of-carol,user");
    long asked = System.nanoTime();
    directory.removeGroup("desk-of-carol");

    while (groups("carol").contains("desk-of-carol")) {
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(MAX_AGE.multipliedBy(2));
      TimeUnit.MILLISECONDS.sleep(500);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(MAX_AGE.minusSeconds(5));
    assertThat(groups("carol")).isEqualTo("administrator,user");
  }

  @Test
  void answersWith503WhileTheDirectoryIsDownAndRecoversAtOnce() throws Exception {
    directory.stop();
    try {
      assertThat(page("dora")).extracting(Answer::status).containsOnly(503);
    } finally {
      directory.start();
    }

    assertThat(groups("dora")).isEqualTo("desk-of-dora,user");
  }

  @Test
  void needsNoDirectoryForRememberedGroups() throws LDAPException {
    assertThat(groups("alice")).isEqualTo("desk-of-alice,user");
    directory.stop();
    try {
      assertThat(groups("alice")).isEqualTo("desk-of-alice,user");
    } finally {
      directory.start();
    }
  }

  @Test
  void answersWith503InTimeWhileTheDirectoryHangs() throws Exception {
    directory.stop();
    try (ServerSocket silent = directory.hang()) {
      assertThat(silent.isBound()).isTrue();
      long start = System.nanoTime();
      assertThat(page("erin")).extracting(Answer::status).containsOnly(503);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    } finally {
      directory.start();
    }

    assertThat(groups("erin")).isEqualTo("desk-of-erin");
  }
}
