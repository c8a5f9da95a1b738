// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

/**
 * A setting that a module of Gatepass adds, such as {@code gatepass.assertion.issuer}. Immutable.
 */
public interface ModuleSetting {
  /**
   * The name without the prefix of all keys.
   *
   * @return the name, such as {@code assertion.issuer}
   */
  String key();

  /**
   * A valid value, for messages about invalid ones.
   *
   * @return the example
   */
  String example();

  /**
   * Whether the value is a secret, which logs and reports never show.
   *
   * @return false unless the setting holds a secret
   */
  default boolean isSecret() {
    return false;
  }
}
