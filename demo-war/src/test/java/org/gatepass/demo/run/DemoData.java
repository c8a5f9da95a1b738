// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.gatepass.gateway.Gateway;

/**
 * The directory with all data that the demo keeps between two runs. Only the owner can read the
 * directory and its files, where the file system supports permissions.
 */
final class DemoData implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path directory;
  private final FileLock lock;

  private DemoData(Path directory, FileLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Locks the directory for this run.
   *
   * @throws DemoException when another run uses it
   */
  static DemoData open(Path directory) throws IOException, DemoException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory.getParent());
      Files.createDirectory(directory, ownersAlone(directory, "rwx------"));
    }
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new DemoException(
          directory + " is in use by another run (-Ddemo.data=DIRECTORY chooses another one)");
    }
    return new DemoData(directory, lock);
  }

  /** Unlocks the directory. */
  @Override
  public void close() throws IOException {
    lock.acquiredBy().close();
  }

  Path directory() {
    return directory;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** The secret that gateway and application share. */
  String gatewaySecret() throws IOException {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    return kept("gateway-secret", HexFormat.of().formatHex(random));
  }

  /** The file with the password of the first administrator. */
  Path adminPasswordFile() {
    return file("admin-password");
  }

  /** The password of the first administrator. */
  String adminPassword() throws IOException {
    byte[] random = new byte[18];
    RANDOM.nextBytes(random);
    return kept(
        adminPasswordFile().getFileName().toString(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** The names and passwords of the gateway's file; a person may have changed them since. */
  Path htpasswd() throws IOException {
    Path file = file(".htpasswd");
    if (!Files.exists(file)) {
      Path incomplete = file(".htpasswd.incomplete");
      Files.deleteIfExists(incomplete);
      for (SampleLogin login : SampleLogin.ALL) {
        add(login, incomplete);
      }
      Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  /** An empty directory for files of one run. */
  Path emptyDirectory(String name) throws IOException {
    Path empty = file(name);
    if (Files.exists(empty)) {
      try (var all = Files.walk(empty)) {
        for (Path old : all.sorted((one, other) -> other.compareTo(one)).toList()) {
          Files.delete(old);
        }
      }
    }
    return Files.createDirectory(empty);
  }

  private static void add(SampleLogin login, Path file) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, UTF_8);
    int exitCode =
        Gateway.run(
            new ByteArrayInputStream(login.password().getBytes(UTF_8)),
            out,
            out,
            "add",
            login.name(),
            "--htpasswd",
            file.toString(),
            "--stdin");
    if (exitCode != 0) {
      throw new IOException(said.toString(UTF_8));
    }
  }

  /** The content of the file, which is created with a new value if it is missing. */
  private String kept(String name, String fresh) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      Path incomplete =
          Files.createTempFile(directory, name, ".incomplete", ownersAlone(file, "rw-------"));
      Files.writeString(incomplete, fresh + "\n");
      Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }

  private static FileAttribute<?>[] ownersAlone(Path path, String mode) {
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
