// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import java.util.Locale;
import java.util.Optional;

/** The settings of the demo itself: system properties, else environment variables. */
enum DemoSetting {
  /** Whether the sample accounts are created at the start; false unless set. */
  SAMPLE_ACCOUNTS("gatepass.demo.sample-accounts"),
  /** The password of the first administrator; a random one unless set. */
  ADMIN_PASSWORD("gatepass.demo.admin-password");

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
