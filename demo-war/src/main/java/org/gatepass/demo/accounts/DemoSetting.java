// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The settings of the demo itself, read from system properties or environment variables. */
enum DemoSetting {
  /** Whether the sample accounts are created at the start; default false. */
  SAMPLE_ACCOUNTS("gatepass.demo.sample-accounts"),
  /** The password of the first administrator; default a random one. */
  ADMIN_PASSWORD("gatepass.demo.admin-password"),
  /** A file that holds this password, to keep the secret out of the environment. */
  ADMIN_PASSWORD_FILE("gatepass.demo.admin-password-file");

  private final String key;

  DemoSetting(String key) {
    this.key = key;
  }

  Optional<String> value() {
    return Optional.ofNullable(System.getProperty(key))
        .or(
            () ->
                Optional.ofNullable(
                    System.getenv(key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))))
        .filter(text -> !text.isBlank());
  }

  /**
   * Reads the file that this setting names, without blanks and line ends around its text.
   *
   * @throws IllegalStateException when the file can't be read or holds nothing
   */
  Optional<String> textOfFile() {
    return value()
        .map(
            file -> {
              String text;
              try {
                text = Files.readString(Path.of(file.strip())).strip();
              } catch (IOException | InvalidPathException e) {
                throw new IllegalStateException(key + ": \"" + file + "\" can't be read", e);
              }
              if (text.isEmpty()) {
                throw new IllegalStateException(key + ": \"" + file + "\" is empty");
              }
              return text;
            });
  }

  /**
   * Reads a switch.
   *
   * @throws IllegalStateException when it is set to neither true nor false
   */
  boolean isTrue() {
    String text = value().orElse("false");
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalStateException(
              key + ": \"" + text + "\" is neither true nor false (example: true)");
    };
  }
}
