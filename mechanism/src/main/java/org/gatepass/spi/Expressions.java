// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import jakarta.el.BeanNameResolver;
import jakarta.el.ELException;
import jakarta.el.ELProcessor;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the attributes of definitions that are one whole Jakarta Expression Language
 * expression. For one thread.
 */
public final class Expressions {
  private final ELProcessor processor = new ELProcessor();

  /**
   * Makes an evaluator.
   *
   * @param beans finds a bean by its name
   */
  public Expressions(Function<String, Optional<Object>> beans) {
    processor.getELManager().addBeanNameResolver(new NamedBeans(beans));
  }

  /**
   * Whether a text is one whole expression.
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
   * @return the value as a text, or null
   * @throws IllegalArgumentException with the reason when it can't be evaluated
   */
  public @Nullable String evaluate(String expression) {
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
