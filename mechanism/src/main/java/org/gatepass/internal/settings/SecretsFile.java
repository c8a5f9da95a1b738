// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gatepass.internal.trust.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * The shared secrets in a file. The thread of a request looks at the file, at most once a second,
 * and reads it again after a change: another modification time, another size, or another file at
 * the path, such as after the change of a symbolic link.
 *
 * <p>A change counts after the file has been unchanged for a second, because half of a secret can
 * be a valid secret. Until then, and while the file is unreadable or invalid, the former secrets
 * count. Safe for use by many threads; while one looks at the file, the others do not wait.
 */
final class SecretsFile implements Supplier<SharedSecrets> {
  private static final Logger LOG = System.getLogger(SecretsFile.class.getName());

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /**
   * The age of a modification time that shows a second without a change: some file systems store
   * times in steps of two seconds.
   */
  private static final Duration OLD = Duration.ofSeconds(3);

  private static final int MAX_BYTES = 64 * 1_024;

  private final String key;
  private final Path file;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();

  private volatile Known known;

  // Guarded by the lock.
  private Seen read;
  private @Nullable Seen changed;
  private long changedAt;
  private @Nullable String problem;
  private long nextWarning;

  /** The secrets that count, and the time of the next look at the file. */
  private record Known(SharedSecrets secrets, long nextLook) {}

  /**
   * The state of the file.
   *
   * @param target the path of the file itself, without symbolic links
   * @param fileKey the number of the file in its file system, or null if the file system has no
   *     such numbers
   * @param modified the modification time
   * @param size the size in bytes
   * @param failure why the state can't be read, or empty; the other components have no meaning then
   */
  private record Seen(
      Path target, @Nullable Object fileKey, FileTime modified, long size, String failure) {

    static Seen of(Path file) {
      try {
        Path target = file.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
        return new Seen(
            target,
            attributes.fileKey(),
            attributes.lastModifiedTime(),
            attributes.size(),
            attributes.isRegularFile() ? "" : "is not a regular file");
      } catch (IOException e) {
        return new Seen(file, null, FileTime.fromMillis(0), 0, unreadable(e));
      }
    }
  }

  private SecretsFile(String key, Path file, LongSupplier nanoTime, InstantSource clock) {
    this.key = key;
    this.file = file;
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.read = Seen.of(file);
    long time = nanoTime.getAsLong();
    this.nextWarning = time;
    this.known = new Known(parse(read), time + SECOND);
  }

  /**
   * Reads the file.
   *
   * @param key the name of the setting, for the log
   * @param file the file
   * @throws IllegalArgumentException if the file is unreadable or invalid; the message is the rule
   *     alone, and contains no part of the content
   */
  static SecretsFile open(String key, Path file) {
    return open(key, file, System::nanoTime, InstantSource.system());
  }

  /**
   * The same with other clocks.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   * @param clock the clock of modification times
   */
  static SecretsFile open(String key, Path file, LongSupplier nanoTime, InstantSource clock) {
    return new SecretsFile(key, file, nanoTime, clock);
  }

  /** The secrets that count now. */
  @Override
  public SharedSecrets get() {
    Known now = known;
    long time = nanoTime.getAsLong();
    if (time - now.nextLook() < 0 || !looking.tryLock()) {
      return now.secrets();
    }
    try {
      return look(time);
    } finally {
      looking.unlock();
    }
  }

  private SharedSecrets look(long time) {
    SharedSecrets secrets = known.secrets();
    // Another thread may have looked since this one read the time.
    if (time - known.nextLook() < 0) {
      return secrets;
    }
    Seen seen = Seen.of(file);
    if (seen.equals(read)) {
      changed = null;
      if (problem != null) {
        // It may have become readable, which changes neither its time nor its size.
        secrets = readAgain(seen, secrets, time);
      }
    } else if (!seen.equals(changed) && !isOld(seen)) {
      changed = seen;
      changedAt = time;
    } else if (isOld(seen) || time - changedAt >= SECOND) {
      secrets = readAgain(seen, secrets, time);
    }
    warn(time);
    known = new Known(secrets, time + SECOND);
    return secrets;
  }

  private SharedSecrets readAgain(Seen seen, SharedSecrets former, long time) {
    @Nullable SharedSecrets secrets = null;
    @Nullable String rule = null;
    try {
      secrets = parse(seen);
    } catch (IllegalArgumentException broken) {
      rule = broken.getMessage();
    }
    Seen after = Seen.of(file);
    if (!after.equals(seen)) {
      changed = after;
      changedAt = time;
      return former;
    }
    read = seen;
    changed = null;
    problem = rule;
    if (secrets == null) {
      return former;
    }
    int count = secrets.count();
    LOG.log(Level.INFO, () -> key + ": read the changed file " + file + "; secrets: " + count);
    return secrets;
  }

  /** Whether the modification time alone shows that the file has been unchanged for a second. */
  private boolean isOld(Seen seen) {
    Instant modified = seen.modified().toInstant();
    return seen.failure().isEmpty() && modified.isBefore(clock.instant().minus(OLD));
  }

  private static SharedSecrets parse(Seen seen) {
    if (!seen.failure().isEmpty()) {
      throw new IllegalArgumentException(seen.failure());
    }
    byte[] content;
    try (InputStream stream = Files.newInputStream(seen.target())) {
      content = stream.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new IllegalArgumentException(unreadable(e), e);
    }
    if (content.length > MAX_BYTES) {
      throw new IllegalArgumentException("is longer than " + MAX_BYTES + " bytes");
    }
    return SharedSecrets.parseLines(new String(content, StandardCharsets.ISO_8859_1));
  }

  /**
   * Warns about an unusable file, and repeats the warning each minute as long as it is unusable.
   */
  private void warn(long time) {
    String rule = problem;
    if (rule != null && time - nextWarning >= 0) {
      nextWarning = time + MINUTE;
      LOG.log(
          Level.WARNING,
          () -> key + ": \"" + file + "\" " + rule + "; the former secrets remain valid");
    }
  }

  private static String unreadable(IOException e) {
    return "is unreadable (" + e.getClass().getSimpleName() + ")";
  }

  /** Returns the path, which is not secret. */
  @Override
  public String toString() {
    return file.toString();
  }
}
