// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Groups, e-mail addresses and display names from a properties file in UTF-8: {@code
 * alice.groups=user,administrator}, {@code alice.email=alice@example.org}, {@code alice.name=Alice
 * Example}. Read once, immutable.
 */
final class Identities {
  private static final Pattern COMMA = Pattern.compile(",");

  private final Map<String, Identity> byName;

  private Identities(Map<String, Identity> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** An empty instance. */
  static Identities none() {
    return new Identities(Map.of());
  }

  /**
   * Reads a file.
   *
   * @throws BrokenFileException for a key that does not end in {@code .groups}, {@code .email} or
   *     {@code .name}, and for a value with a control character
   * @throws IOException if the file cannot be read
   */
  static Identities read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      properties.load(reader);
    } catch (CharacterCodingException e) {
      throw new BrokenFileException(file, "not UTF-8");
    } catch (IllegalArgumentException e) {
      throw new BrokenFileException(file, "a broken \\u escape");
    }
    Map<String, Identity> byName = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      int dot = key.lastIndexOf('.');
      String name = key.substring(0, Math.max(dot, 0));
      String value = properties.getProperty(key).strip();
      if (name.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
        throw broken(file, key);
      }
      Identity known = byName.getOrDefault(name, Identity.of(name));
      byName.put(
          name,
          switch (key.substring(dot + 1)) {
            case "groups" -> new Identity(name, groups(value), known.email(), known.displayName());
            case "email" ->
                new Identity(name, known.groups(), Optional.of(value), known.displayName());
            case "name" -> new Identity(name, known.groups(), known.email(), Optional.of(value));
            default -> throw broken(file, key);
          });
    }
    return new Identities(byName);
  }

  private static List<String> groups(String value) {
    return COMMA.splitAsStream(value).map(String::strip).filter(group -> !group.isEmpty()).toList();
  }

  private static BrokenFileException broken(Path file, String key) {
    return new BrokenFileException(
        file,
        "the key \""
            + key
            + "\" is not a name with .groups, .email or .name, or its value holds a control"
            + " character (example: alice.groups=user,administrator)");
  }

  /** The identity of a name: the values of the file, or only the name. */
  Identity of(String name) {
    return byName.getOrDefault(name, Identity.of(name));
  }
}
