// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.Optional;

/**
 * The values of a module's settings, from system properties, the environment and MicroProfile
 * Config. Immutable.
 */
public interface ModuleSettings {
  /**
   * The value of a setting.
   *
   * @param setting a setting of the module
   * @return the text without blanks at its ends; empty if it is blank or not set
   */
  Optional<String> value(ModuleSetting setting);

  /**
   * The full name of a setting.
   *
   * @param setting a setting of the module
   * @return the name with the application's prefix
   */
  String name(ModuleSetting setting);

  /**
   * The error for a value that breaks a rule. It stops the deployment.
   *
   * @param setting a setting with a value
   * @param rule the rule that it breaks, such as {@code is not an address with https}
   * @return an exception whose message contains the key, the value unless it is secret, the rule
   *     and the example
   */
  RuntimeException violation(ModuleSetting setting, String rule);

  /**
   * The error for a setting without a value. It stops the deployment.
   *
   * @param setting the setting
   * @param rule why it is required
   * @return an exception whose message contains the key, the rule and the example
   */
  RuntimeException missing(ModuleSetting setting, String rule);
}
