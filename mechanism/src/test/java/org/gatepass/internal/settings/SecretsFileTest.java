// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.gatepass.internal.LoggedLines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SecretsFileTest {
  private static final String KEY = "gatepass.shared-secrets-file";
  private static final String OLD = "old-5f0c7be2a94d4d1c8e63-5f0c7be2a94d4d1c8e63";
  private static final String NEW = "new-5f0c7be2a94d4d1c8e63-5f0c7be2a94d4d1c8e63";

  /** Half of the new secret, which is valid too. */
  private static final String HALF = NEW.substring(0, 40);

  private static final Duration SECOND = Duration.ofSeconds(1);

  @RegisterExtension final LoggedLines log = new LoggedLines(SecretsFile.class, Level.INFO);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private Path file;
  private SecretsFile secrets;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("secrets");
    write(OLD + "\n");
    advance(Duration.ofHours(1));
    secrets = open(() -> now);
  }

  private SecretsFile open(InstantSource clock) {
    return SecretsFile.open(KEY, file, nanos::get, clock);
  }

  private void write(String content) throws IOException {
    write(file, content);
  }

  private void write(Path to, String content) throws IOException {
    Files.writeString(to, content);
    Files.setLastModifiedTime(to, FileTime.from(now));
  }

  private void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    now = now.plus(duration);
  }

  private boolean accepts(String secret) {
    return secrets.get().accepts(secret);
  }

  private void assertAccepted(String accepted, String... rejected) {
    assertThat(accepts(accepted)).isTrue();
    for (String other : rejected) {
      assertThat(accepts(other)).isFalse();
    }
  }

  @Test
  void logsNothingAboutAnUnchangedFile() {
    for (int i = 0; i < 10; i++) {
      advance(SECOND);
      assertAccepted(OLD, NEW);
    }
    assertThat(log.messages()).isEmpty();
  }

  @Nested
  class AChange {
    @Test
    void countsWhenItHasBeenThereForASecond() throws IOException {
      advance(SECOND);
      write(NEW + "\n" + OLD + "\n");
      assertAccepted(OLD, NEW);

      advance(SECOND.minusNanos(1));
      assertAccepted(OLD, NEW);
      advance(Duration.ofNanos(1));
      assertAccepted(NEW);
      assertAccepted(OLD);
      assertThat(log.messages(Level.INFO))
          .containsExactly(KEY + ": read the changed file " + file + "; secrets: 2");
    }

    @Test
    void isLookedForOnceASecond() throws IOException {
      write(NEW);
      Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(60)));

      advance(SECOND.minusNanos(1));
      assertAccepted(OLD, NEW);
      advance(Duration.ofNanos(1));
      assertAccepted(NEW, OLD);
    }

    @Test
    void countsForTheFirstRequestAfterAQuietTime() throws IOException {
      write(NEW);
      advance(Duration.ofMinutes(10));

      assertAccepted(NEW, OLD);
    }

    @Test
    void doesNotCountAsOldByATimeOfTheFuture() throws IOException {
      write(NEW);
      Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(60)));

      advance(SECOND);
      assertAccepted(OLD, NEW);
      advance(SECOND);
      assertAccepted(NEW, OLD);
    }

    @Test
    void doesNotCountWhileItIsWritten() throws IOException {
      write(HALF);
      advance(SECOND);
      assertAccepted(OLD, HALF, NEW);

      write(NEW);
      advance(SECOND);
      assertAccepted(OLD, HALF, NEW);
      advance(SECOND);
      assertAccepted(NEW, HALF, OLD);
    }

    @Test
    void isSeenWhenAnotherFileOfTheSameSizeAndTimeIsMovedThere() throws IOException {
      Path next = folder.resolve("next");
      write(next, NEW + "\n");
      Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

      advance(SECOND);
      assertAccepted(NEW, OLD);
    }

    /** Kubernetes puts the files into a new folder, and then replaces the link to the folder. */
    @Test
    void isSeenWhenASymbolicLinkToItsFolderIsReplaced() throws IOException {
      Path first = Files.createDirectory(folder.resolve("..first"));
      Path second = Files.createDirectory(folder.resolve("..second"));
      write(first.resolve("secrets"), OLD);
      write(second.resolve("secrets"), NEW);
      Path data = folder.resolve("..data");
      Files.createSymbolicLink(data, first.getFileName());
      Files.delete(file);
      Files.createSymbolicLink(file, Path.of("..data", "secrets"));
      advance(Duration.ofMinutes(1));
      secrets = open(() -> now);
      assertAccepted(OLD, NEW);

      Path replacement = folder.resolve("..data_tmp");
      Files.createSymbolicLink(replacement, second.getFileName());
      Files.move(replacement, data, StandardCopyOption.ATOMIC_MOVE);

      advance(SECOND);
      assertAccepted(NEW, OLD);
    }

    @Test
    void isLookedForByOneThreadWhileTheOthersGoOn() throws Exception {
      CountDownLatch looking = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      secrets =
          open(
              () -> {
                looking.countDown();
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return now;
              });
      write(NEW);
      Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(60)));
      advance(SECOND);
      Thread slow = new Thread(() -> accepts(OLD));
      slow.start();
      try {
        looking.await();

        assertAccepted(OLD, NEW);
      } finally {
        goOn.countDown();
        slow.join();
      }
      assertAccepted(NEW, OLD);
    }
  }

  @Nested
  class AFileThatBecomesUnusable {
    @Test
    void leavesTheFormerSecretsAndWarnsOnceAMinute() throws IOException {
      write("half-a-secret");
      advance(SECOND);
      assertAccepted(OLD);
      assertThat(log.messages()).isEmpty();

      for (int i = 0; i < 60; i++) {
        advance(SECOND);
        assertAccepted(OLD, "half-a-secret");
      }
      String warning =
          KEY
              + ": \""
              + file
              + "\" is not a list of secrets: secret 1 of 1 is shorter than 32 characters; the"
              + " former secrets remain valid";
      assertThat(log.messages(Level.WARNING)).containsExactly(warning);
      advance(SECOND);
      assertAccepted(OLD);
      assertThat(log.messages(Level.WARNING)).containsExactly(warning, warning);

      write(NEW);
      advance(Duration.ofMinutes(5));
      assertAccepted(NEW, OLD);
      advance(Duration.ofMinutes(5));
      assertAccepted(NEW, OLD);
      assertThat(log.messages(Level.WARNING)).hasSize(2);
      assertThat(log.messages(Level.INFO)).hasSize(1);
    }

    @Test
    void leavesTheFormerSecretsWhenItIsGone() throws IOException {
      Files.delete(file);
      advance(SECOND);
      assertAccepted(OLD);
      advance(SECOND);
      assertAccepted(OLD);
      assertThat(log.messages(Level.WARNING))
          .containsExactly(
              KEY
                  + ": \""
                  + file
                  + "\" is unreadable (NoSuchFileException); the former secrets remain valid");

      write(NEW);
      advance(Duration.ofSeconds(4));
      assertAccepted(NEW, OLD);
    }

    /** A change of the file's rights changes neither its time nor its size. */
    @Test
    void isReadAgainAlthoughItLooksTheSame() throws IOException {
      write("!".repeat(NEW.length()));
      FileTime modified = Files.getLastModifiedTime(file);
      advance(Duration.ofMinutes(1));
      assertAccepted(OLD, NEW);
      assertThat(log.messages(Level.WARNING)).hasSize(1);

      Files.writeString(file, NEW);
      Files.setLastModifiedTime(file, modified);
      advance(SECOND);
      assertAccepted(NEW, OLD);
      advance(Duration.ofMinutes(5));
      assertAccepted(NEW, OLD);
      assertThat(log.messages(Level.WARNING)).hasSize(1);
    }

    @Test
    void doesNotMatterIfItIsBackWithinASecond() throws IOException {
      Files.delete(file);
      advance(SECOND);
      assertAccepted(OLD);

      write(NEW);
      advance(SECOND);
      assertAccepted(OLD, NEW);
      advance(SECOND);
      assertAccepted(NEW, OLD);
      assertThat(log.messages(Level.WARNING)).isEmpty();
    }
  }

  @Nested
  class AtTheStart {
    private void assertRejected(String rule) {
      assertThatIllegalArgumentException().isThrownBy(() -> open(() -> now)).withMessage(rule);
    }

    @Test
    void mustBeThere() throws IOException {
      Files.delete(file);

      assertRejected("is unreadable (NoSuchFileException)");
    }

    @Test
    void mustBeARegularFile() {
      file = folder;

      assertRejected("is not a regular file");
    }

    @Test
    void mustHoldSecrets() throws IOException {
      write("");

      assertRejected("is not a list of secrets: secret 1 of 1 is shorter than 32 characters");
    }

    @Test
    void mustBeSmall() throws IOException {
      write((OLD + "\n").repeat(1_424) + "x".repeat(32));
      assertThat(open(() -> now).get().accepts("x".repeat(32))).isTrue();

      write((OLD + "\n").repeat(1_424) + "x".repeat(33));
      assertRejected("is longer than 65536 bytes");
    }

    @Test
    void countsAtOnce() throws IOException {
      write(NEW);

      assertThat(open(() -> now).get().accepts(NEW)).isTrue();
    }
  }

  @Test
  void neverShowsASecret() {
    assertThat(secrets).hasToString(file.toString());
  }
}
