// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.List;
import java.util.Optional;

/**
 * A module that adds a source of identity, found by {@link java.util.ServiceLoader} among the
 * classes of the application. If it is configured, Gatepass reads its source in place of the
 * identity headers.
 */
public interface IdentitySourceProvider {
  /**
   * The name of the module, with which the keys of its settings begin.
   *
   * @return the name, such as {@code assertion}
   */
  String name();

  /**
   * The settings of the module, in the order in which the start logs them.
   *
   * @return the settings
   */
  List<? extends ModuleSetting> settings();

  /**
   * Creates the source. Gatepass calls it once or several times while the application is deployed;
   * the source must not open a connection then.
   *
   * @param values the values of the settings
   * @return the source; empty if the module is not configured
   * @throws RuntimeException from {@link ModuleSettings#violation} or {@link
   *     ModuleSettings#missing}, if a setting is invalid
   */
  Optional<IdentitySource> source(ModuleSettings values);

  /**
   * Extends the source that reads the identity headers, for example by the caller's session at an
   * issuer. Gatepass calls this method while it reads the settings, if the identity headers name
   * the caller.
   *
   * @param identityHeaders the source that reads the identity headers
   * @param values the values of the settings
   * @return the extended source, which names the same caller; {@code identityHeaders} if the module
   *     is not configured to extend it
   * @throws RuntimeException from {@link ModuleSettings#violation} or {@link
   *     ModuleSettings#missing}, if a setting is invalid
   */
  default IdentitySource extend(IdentitySource identityHeaders, ModuleSettings values) {
    return identityHeaders;
  }
}
