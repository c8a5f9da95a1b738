// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordCheckTest {
  @TempDir private Path folder;
  private final AtomicLong nanoseconds = new AtomicLong();
  private Path file;
  private PasswordCheck check;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("users.htpasswd");
    Files.writeString(file, Fixtures.ALICE + "\n" + Fixtures.BOB + "\n");
    check = new PasswordCheck(new HtpasswdFile(file), nanoseconds::get, new SecureRandom());
  }

  @Test
  void acceptsKnownNameWithItsPasswordOnly() {
    assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isTrue();
    assertThat(accepts("bob", Fixtures.BOB_PASSWORD)).isTrue();
    assertThat(accepts("alice", Fixtures.BOB_PASSWORD)).isFalse();
    assertThat(accepts("ALICE", Fixtures.ALICE_PASSWORD)).isFalse();
    assertThat(accepts("eve", Fixtures.ALICE_PASSWORD)).isFalse();
  }

  @Test
  void rejectsEveryPasswordWithEmptyFile() throws Exception {
    Files.writeString(file, "");

    assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isFalse();
  }

  /** At cost 12 a check takes 100 ms and more on any machine, so a thousand come from memory. */
  @Test
  void remembersRightPasswordForFiveMinutesSoThatBcryptRunsOnce() throws Exception {
    Files.writeString(file, "dora:" + costlyHash("dora-pw-1") + "\n");
    assertThat(accepts("dora", "dora-pw-1")).isTrue();
    nanoseconds.addAndGet(Duration.ofMinutes(5).toNanos() - 1);

    Duration thousand =
        timeOf(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                assertThat(accepts("dora", "dora-pw-1")).isTrue();
              }
            });

    assertThat(thousand).isLessThan(Duration.ofSeconds(20));
    assertThat(accepts("dora", "dora-pw-2")).isFalse();

    nanoseconds.incrementAndGet();
    assertThat(timeOf(() -> accepts("dora", "dora-pw-1"))).isGreaterThan(Duration.ofMillis(30));
  }

  @Test
  void doesTheSameWorkForUnknownName() throws Exception {
    Files.writeString(file, "dora:" + costlyHash("dora-pw-1") + "\n");

    assertThat(timeOf(() -> accepts("eve", "dora-pw-1"))).isGreaterThan(Duration.ofMillis(30));
  }

  @Test
  void aRememberedPasswordEndsWithItsLine() throws Exception {
    assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isTrue();

    Files.writeString(file, Fixtures.BOB + "\n");
    assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isFalse();

    Files.writeString(file, Fixtures.BOB.replace("bob", "alice") + "\n");
    assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isFalse();
    assertThat(accepts("alice", Fixtures.BOB_PASSWORD)).isTrue();
  }

  @Test
  void readsTheFileAgainWhenItChanged() throws Exception {
    assertThat(accepts("carol", Fixtures.CAROL_PASSWORD)).isFalse();

    Files.writeString(file, Fixtures.CAROL + "\n");

    assertThat(accepts("carol", Fixtures.CAROL_PASSWORD)).isTrue();
  }

  @Test
  void keepsTheLastGoodVersionAndNamesTheBrokenLineOnce() throws Exception {
    List<String> logged = new ArrayList<>();
    Handler handler = new Recorder(logged);
    Logger logger = Logger.getLogger(HtpasswdFile.class.getName());
    logger.addHandler(handler);
    try {
      Files.writeString(file, Fixtures.CAROL + "\ndora:plain-password\n");

      assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isTrue();
      assertThat(accepts("carol", Fixtures.CAROL_PASSWORD)).isFalse();

      Files.writeString(file, Fixtures.CAROL + "\n");
      assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isFalse();
      assertThat(accepts("carol", Fixtures.CAROL_PASSWORD)).isTrue();
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(logged)
        .filteredOn(line -> line.startsWith("The last good version"))
        .singleElement()
        .asString()
        .contains("users.htpasswd, line 2: unknown hash scheme")
        .doesNotContain("plain-password");
  }

  @Test
  void keepsTheLastGoodVersionWhileTheFileIsGone() throws Exception {
    Files.delete(file);
    assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isTrue();

    Files.writeString(file, Fixtures.CAROL + "\n");
    assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isFalse();
  }

  private boolean accepts(String name, String password) {
    return check.accepts(new BasicCredentials(name, password));
  }

  private static String costlyHash(String password) {
    return OpenBSDBCrypt.generate(password.toCharArray(), new byte[16], 12);
  }

  private static Duration timeOf(Runnable task) {
    long start = System.nanoTime();
    task.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static final class Recorder extends Handler {
    private final List<String> lines;

    Recorder(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord logRecord) {
      lines.add(java.text.MessageFormat.format(logRecord.getMessage(), logRecord.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
