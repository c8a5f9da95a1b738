// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.Optional;
import java.util.function.Function;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.spi.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings in two steps, since an expression that names a bean can't be evaluated before
 * the application starts: {@link #atDeployment} checks all that is literal, {@link #atStart} gives
 * the settings.
 */
public final class SettingsReader {
  private final SettingTexts texts;
  private final boolean withoutAccounts;

  /** Null when there are expressions in them. */
  private final @Nullable MechanismSettings literal;

  private SettingsReader(SettingTexts texts, boolean withoutAccounts) {
    this.texts = texts;
    this.withoutAccounts = withoutAccounts;
    this.literal = texts.hasExpressions() ? null : MechanismSettings.of(texts, withoutAccounts);
  }

  /**
   * Gathers the settings from the definition and from outside.
   *
   * @throws SettingException when a literal value is wrong
   */
  public static SettingsReader atDeployment(
      RemoteUserAuthenticationMechanismDefinition definition) {
    return atDeployment(definition, ExternalConfiguration.ofThisProcess());
  }

  static SettingsReader atDeployment(
      RemoteUserAuthenticationMechanismDefinition definition, ExternalConfiguration external) {
    SettingTexts texts = SettingTexts.gather(definition, external);
    texts.checkAllButExpressions();
    return new SettingsReader(texts, false);
  }

  /**
   * The same for an application whose store admits header callers without accounts: a remembered
   * login lasts for one hour there, unless the settings give another age.
   */
  public SettingsReader withoutAccounts() {
    return new SettingsReader(texts, true);
  }

  /** The settings, unless there are expressions in them. */
  public Optional<MechanismSettings> ifLiteral() {
    return Optional.ofNullable(literal);
  }

  /**
   * The settings, with expressions evaluated.
   *
   * @param beans finds a bean by its name
   * @throws SettingException when a value is wrong or an expression can't be evaluated
   */
  public MechanismSettings atStart(Function<String, Optional<Object>> beans) {
    if (literal != null) {
      return literal;
    }
    return MechanismSettings.of(texts.evaluated(new Expressions(beans)::evaluate), withoutAccounts);
  }
}
