// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The commands {@code add}, {@code change} and {@code remove}, which edit an htpasswd file. */
final class AccountCommands {
  private final Shell shell;
  private final SecureRandom random = new SecureRandom();

  AccountCommands(Shell shell) {
    this.shell = shell;
  }

  /**
   * Adds a name; creates the file if there is none.
   *
   * @throws UsageException if the arguments make no sense
   * @throws IOException if the file has the name already, or cannot be read or written
   */
  void add(List<String> arguments) throws UsageException, IOException {
    Arguments parsed = parse(arguments, Set.of("--stdin"));
    Path file = fileOf(parsed);
    String name = nameOf(parsed);
    Htpasswd content = Files.exists(file) ? Htpasswd.read(file) : Htpasswd.empty();
    if (content.holds(name)) {
      throw new IOException(
          "\"" + name + "\" is in " + file + " already (change sets a new password)");
    }
    write(file, content.with(name, newHash(parsed)));
    shell.out().println("Added " + name + " to " + file);
  }

  /**
   * Sets a new password for a name in the file.
   *
   * @throws UsageException if the arguments make no sense
   * @throws IOException if the name is unknown, or the file cannot be read or written
   */
  void change(List<String> arguments) throws UsageException, IOException {
    Arguments parsed = parse(arguments, Set.of("--stdin"));
    Path file = fileOf(parsed);
    String name = nameOf(parsed);
    Htpasswd content = contentWith(name, file);
    write(file, content.with(name, newHash(parsed)));
    shell.out().println("Changed the password of " + name + " in " + file);
  }

  /**
   * Removes a name from the file.
   *
   * @throws UsageException if the arguments make no sense
   * @throws IOException if the name is unknown, or the file cannot be read or written
   */
  void remove(List<String> arguments) throws UsageException, IOException {
    Arguments parsed = parse(arguments, Set.of());
    Path file = fileOf(parsed);
    String name = nameOf(parsed);
    write(file, contentWith(name, file).without(name));
    shell.out().println("Removed " + name + " from " + file);
  }

  private static Arguments parse(List<String> arguments, Set<String> flags) throws UsageException {
    return Arguments.parse(arguments, Set.of("--htpasswd"), flags);
  }

  private static Path fileOf(Arguments arguments) throws UsageException {
    return Path.of(arguments.required("--htpasswd"));
  }

  private static String nameOf(Arguments arguments) throws UsageException {
    if (arguments.words().size() != 1) {
      throw new UsageException(
          arguments.words().isEmpty()
              ? "the name is missing"
              : "one name is needed, nothing more; a password is never an argument");
    }
    String name = arguments.words().get(0);
    Optional<String> fault = LoginName.faultOf(name);
    if (fault.isPresent()) {
      throw new UsageException(fault.get());
    }
    return name;
  }

  private static Htpasswd contentWith(String name, Path file) throws IOException {
    Htpasswd content = Htpasswd.read(file);
    if (!content.holds(name)) {
      throw new IOException("\"" + name + "\" is not in " + file);
    }
    return content;
  }

  private PasswordHash newHash(Arguments arguments) throws IOException {
    String password;
    if (arguments.has("--stdin")) {
      password = firstLine();
    } else {
      password = shell.prompt().ask("New password");
      if (!password.equals(shell.prompt().ask("Once more"))) {
        throw new IOException("the two passwords differ; nothing was changed");
      }
    }
    if (password.isEmpty()) {
      throw new IOException("the password is empty");
    }
    if (password.chars().anyMatch(Character::isISOControl)) {
      throw new IOException("the password holds a control character, which no browser sends");
    }
    try {
      return PasswordHash.of(password, random);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private String firstLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = shell.in().read(); octet >= 0 && octet != '\n'; octet = shell.in().read()) {
      line.write(octet);
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString();
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException("the password is not UTF-8", e);
    }
  }

  /** Replaces the file in one step, so that a reader gets the old content or the new one. */
  private static void write(Path file, Htpasswd content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    // Java creates temporary files readable by their owner only: mode 0600.
    Path temporary = Files.createTempFile(target.getParent(), ".htpasswd-", ".tmp");
    try {
      Files.write(temporary, content.bytes(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      if (Files.exists(target)) {
        copyMode(target, temporary);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void copyMode(Path from, Path to) throws IOException {
    PosixFileAttributeView mode = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (mode != null) {
      Files.setPosixFilePermissions(to, mode.readAttributes().permissions());
    }
  }
}
