// SPDX-License-Identifier: Apache-2.0
package org.gatepass.settings;

import jakarta.el.BeanNameResolver;
import jakarta.el.ELException;
import jakarta.el.ELProcessor;
import java.util.Optional;
import java.util.function.Function;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings in two steps, since an expression that names a bean can't be evaluated before
 * the application starts: {@link #atDeployment} checks all that is literal, {@link #atStart} gives
 * the settings.
 */
public final class SettingsReader {
  private final SettingTexts texts;

  private SettingsReader(SettingTexts texts) {
    this.texts = texts;
  }

  /**
   * Gathers the settings from the definition and from outside.
   *
   * @throws SettingException when a literal value is wrong
   */
  public static SettingsReader atDeployment(
      RemoteUserAuthenticationMechanismDefinition definition) {
    return atDeployment(definition, OutsideConfiguration.ofThisProcess());
  }

  static SettingsReader atDeployment(
      RemoteUserAuthenticationMechanismDefinition definition, OutsideConfiguration outside) {
    SettingTexts texts = SettingTexts.gather(definition, outside);
    texts.checkAllButExpressions();
    if (!texts.hasExpressions()) {
      MechanismSettings.of(texts);
    }
    return new SettingsReader(texts);
  }

  /**
   * The settings, with expressions evaluated.
   *
   * @param beans finds a bean by its name
   * @throws SettingException when a value is wrong or an expression can't be evaluated
   */
  public MechanismSettings atStart(Function<String, Optional<Object>> beans) {
    if (!texts.hasExpressions()) {
      return MechanismSettings.of(texts);
    }
    ELProcessor processor = new ELProcessor();
    processor.getELManager().addBeanNameResolver(new NamedBeans(beans));
    return MechanismSettings.of(texts.evaluated(expression -> evaluate(processor, expression)));
  }

  private static @Nullable String evaluate(ELProcessor processor, String expression) {
    // The processor wants what is between the braces.
    String inner = expression.substring(2, expression.length() - 1);
    try {
      Object value = processor.eval(inner);
      return value == null ? null : value.toString();
    } catch (ELException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static final class NamedBeans extends BeanNameResolver {
    private final Function<String, Optional<Object>> beans;

    NamedBeans(Function<String, Optional<Object>> beans) {
      this.beans = beans;
    }

    @Override
    public boolean isNameResolved(String name) {
      return beans.apply(name).isPresent();
    }

    @Override
    public @Nullable Object getBean(String name) {
      return beans.apply(name).orElse(null);
    }
  }
}
