// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Marks a test that is impossible on some servers. It is skipped there, and counted with the
 * reason.
 */
@Target({METHOD, TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ImpossibleWith.Here.class)
public @interface ImpossibleWith {
  Difference value();

  /** Leaves the case out on a server that differs so. */
  final class Here implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context
          .getElement()
          .map(element -> element.getAnnotation(ImpossibleWith.class))
          .map(ImpossibleWith::value)
          .filter(Difference::isHere)
          .map(here -> ConditionEvaluationResult.disabled(here.text()))
          .orElseGet(() -> ConditionEvaluationResult.enabled("the server makes it possible"));
    }
  }
}
