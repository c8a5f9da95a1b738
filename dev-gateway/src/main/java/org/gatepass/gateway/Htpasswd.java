// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The content of an htpasswd file: names with the hashes of their passwords, and the comments and
 * blank lines between them. Immutable.
 */
final class Htpasswd {
  private final List<String> lines;
  private final Map<String, Account> accounts;

  private record Account(int line, PasswordHash hash) {}

  private Htpasswd(List<String> lines, Map<String, Account> accounts) {
    this.lines = List.copyOf(lines);
    this.accounts = accounts;
  }

  /** An empty content. */
  static Htpasswd empty() {
    return new Htpasswd(List.of(), Map.of());
  }

  /**
   * Reads a file, strictly.
   *
   * @throws BrokenFileException for the first line that breaks a rule
   * @throws IOException if the file cannot be read
   */
  static Htpasswd read(Path file) throws IOException {
    return parse(file, Files.readAllBytes(file));
  }

  /**
   * Reads the bytes of a file, strictly.
   *
   * @param file the file of the bytes, for messages
   * @throws BrokenFileException for the first line that breaks a rule
   */
  static Htpasswd parse(Path file, byte[] content) throws BrokenFileException {
    List<String> lines = new ArrayList<>();
    Map<String, Account> accounts = new LinkedHashMap<>();
    int start = 0;
    while (start < content.length) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      int number = lines.size() + 1;
      String line = decode(file, number, ByteBuffer.wrap(content, start, end - start));
      readLine(file, number, line, accounts);
      lines.add(line);
      start = end + 1;
    }
    return new Htpasswd(lines, accounts);
  }

  private static String decode(Path file, int number, ByteBuffer line) throws BrokenFileException {
    try {
      return UTF_8.newDecoder().decode(line).toString();
    } catch (CharacterCodingException e) {
      throw new BrokenFileException(
          file, number, "not UTF-8; names and comments are read as UTF-8, and nothing else");
    }
  }

  private static void readLine(Path file, int number, String line, Map<String, Account> accounts)
      throws BrokenFileException {
    if (line.indexOf('\r') >= 0) {
      throw new BrokenFileException(
          file, number, "a carriage return; lines end with a line feed only");
    }
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw new BrokenFileException(
          file,
          number,
          "no colon; a line is a name, a colon and a hash (example: alice:$2y$10$...)");
    }
    String name = line.substring(0, colon);
    Optional<String> fault = LoginName.faultOf(name);
    if (fault.isPresent()) {
      throw new BrokenFileException(file, number, fault.get());
    }
    String hash = line.substring(colon + 1);
    if (hash.indexOf(':') >= 0) {
      throw new BrokenFileException(
          file,
          number,
          "more than one colon; a line is a name, a colon and a hash (example: alice:$2y$10$...)");
    }
    Account first = accounts.get(name);
    if (first != null) {
      throw new BrokenFileException(
          file,
          number,
          "the name \""
              + name
              + "\" is on line "
              + first.line()
              + " already; each name is allowed once");
    }
    try {
      accounts.put(name, new Account(number, PasswordHash.parse(hash)));
    } catch (IllegalArgumentException e) {
      throw new BrokenFileException(file, number, String.valueOf(e.getMessage()));
    }
  }

  /** The hash of a name's password, if the file has the name. Upper and lower case differ. */
  Optional<PasswordHash> hashOf(String name) {
    return Optional.ofNullable(accounts.get(name)).map(Account::hash);
  }

  /** All hashes, in the order of the file. */
  List<PasswordHash> hashes() {
    return accounts.values().stream().map(Account::hash).toList();
  }

  /** Whether the file has the name. */
  boolean holds(String name) {
    return accounts.containsKey(name);
  }

  /** The same content with a new line at its end, or with the line of this name replaced. */
  Htpasswd with(String name, PasswordHash hash) {
    List<String> changed = new ArrayList<>(lines);
    String line = name + ':' + hash.text();
    OptionalInt place = placeOf(name);
    if (place.isPresent()) {
      changed.set(place.getAsInt(), line);
    } else {
      changed.add(line);
    }
    return reread(changed);
  }

  /** The same content without the line of a name. */
  Htpasswd without(String name) {
    List<String> changed = new ArrayList<>(lines);
    placeOf(name).ifPresent(changed::remove);
    return reread(changed);
  }

  private OptionalInt placeOf(String name) {
    Account account = accounts.get(name);
    return account == null ? OptionalInt.empty() : OptionalInt.of(account.line() - 1);
  }

  private static Htpasswd reread(List<String> lines) {
    try {
      return parse(Path.of("changed"), new Htpasswd(lines, Map.of()).bytes());
    } catch (BrokenFileException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The bytes of the file; each line ends with a line feed. */
  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(UTF_8);
  }
}
