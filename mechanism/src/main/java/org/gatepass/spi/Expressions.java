// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import jakarta.el.BeanNameResolver;
import jakarta.el.ELException;
import jakarta.el.ELProcessor;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An evaluator for attributes of definition annotations that are one Jakarta Expression Language
 * expression, such as <code>#{config.header}</code>. Not safe for use by many threads.
 */
public final class Expressions {
  private final ELProcessor processor = new ELProcessor();

  /**
   * Creates an evaluator.
   *
   * @param beans finds a bean by its name, such as {@link ApplicationBeans#named}
   */
  public Expressions(Function<String, Optional<Object>> beans) {
    processor.getELManager().addBeanNameResolver(new NamedBeans(beans));
  }

  /**
   * Whether a text has the form of an expression.
   *
   * @param text the text
   * @return whether it begins with <code>#{</code> or <code>${</code> and ends with <code>}</code>
   */
  public static boolean isExpression(String text) {
    return (text.startsWith("#{") || text.startsWith("${")) && text.endsWith("}");
  }

  /**
   * Evaluates an expression.
   *
   * @param expression a text for which {@link #isExpression} holds
   * @return the value as text, or null if the value is null
   * @throws IllegalArgumentException if the expression can't be evaluated; the message is the
   *     reason
   */
  public @Nullable String evaluate(String expression) {
    // The processor expects the text between the braces.
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
