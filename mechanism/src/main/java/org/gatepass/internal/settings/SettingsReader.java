// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.Optional;
import java.util.function.Function;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.spi.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings in two steps, because an expression with a bean can't be evaluated before the
 * application starts. {@link #atDeployment} checks all literal values, {@link #atStart} returns the
 * settings.
 */
public final class SettingsReader {
  private final SettingTexts texts;
  private final Modules modules;
  private final boolean withoutAccounts;

  /** Null if the settings contain expressions. */
  private final @Nullable MechanismSettings literal;

  private SettingsReader(SettingTexts texts, Modules modules, boolean withoutAccounts) {
    this.texts = texts;
    this.modules = modules;
    this.withoutAccounts = withoutAccounts;
    this.literal =
        texts.hasExpressions() ? null : MechanismSettings.of(texts, modules, withoutAccounts);
  }

  /**
   * Collects the settings from the definition and the external configuration.
   *
   * @throws SettingException if a literal value is invalid
   */
  public static SettingsReader atDeployment(
      RemoteUserAuthenticationMechanismDefinition definition) {
    return atDeployment(
        definition, ExternalConfiguration.ofThisProcess(), Modules.ofTheApplication());
  }

  static SettingsReader atDeployment(
      RemoteUserAuthenticationMechanismDefinition definition,
      ExternalConfiguration external,
      Modules modules) {
    modules.checkNames(definition);
    SettingTexts texts = SettingTexts.gather(definition, external, modules.keys());
    texts.checkAllButExpressions();
    return new SettingsReader(texts, modules, false);
  }

  /**
   * The same for an application with a store that accepts header callers without accounts. The
   * default maximum age of a remembered login is one hour there.
   */
  public SettingsReader withoutAccounts() {
    return new SettingsReader(texts, modules, true);
  }

  /** The settings; empty if they contain expressions. */
  public Optional<MechanismSettings> ifLiteral() {
    return Optional.ofNullable(literal);
  }

  /**
   * The settings, with expressions evaluated.
   *
   * @param beans finds a bean by its name
   * @throws SettingException if a value is invalid or an expression can't be evaluated
   */
  public MechanismSettings atStart(Function<String, Optional<Object>> beans) {
    if (literal != null) {
      return literal;
    }
    return MechanismSettings.of(
        texts.evaluated(new Expressions(beans)::evaluate), modules, withoutAccounts);
  }
}
