// SPDX-License-Identifier: Apache-2.0
package org.gatepass.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.settings.OutsideConfiguration.Found;
import org.jspecify.annotations.Nullable;

/** The text of each setting that has one, and where it was found. Immutable. */
final class SettingTexts {
  private final Map<SettingKey<?>, Found> texts;
  private final List<String> warnings;

  private SettingTexts(Map<SettingKey<?>, Found> texts, List<String> warnings) {
    this.texts = Map.copyOf(texts);
    this.warnings = List.copyOf(warnings);
  }

  /** Gathers the texts: what is found outside wins over the definition. */
  static SettingTexts gather(
      RemoteUserAuthenticationMechanismDefinition definition, OutsideConfiguration outside) {
    Map<SettingKey<?>, String> attributes = DefinitionAttributes.of(definition);
    Map<SettingKey<?>, Found> texts = new HashMap<>();
    for (SettingKey<?> key : Keys.ALL) {
      outside
          .find(key)
          .or(
              () ->
                  Optional.ofNullable(attributes.get(key))
                      .map(text -> new Found(text, Origin.DEFINITION)))
          .ifPresent(found -> texts.put(key, found));
    }
    return new SettingTexts(
        texts, UnknownKeys.warnings(outside.propertyNames(), outside.environmentNames()));
  }

  /** What an operator should look at in what was found. */
  List<String> warnings() {
    return warnings;
  }

  boolean hasExpressions() {
    return texts.values().stream().anyMatch(SettingTexts::isExpression);
  }

  /** Reads each text that is no expression, so that what is wrong with it is told early. */
  void checkAllButExpressions() {
    texts.forEach(
        (key, found) -> {
          if (!isExpression(found)) {
            key.parse(found.text());
          }
        });
  }

  /**
   * These texts with each expression replaced by what it evaluates to.
   *
   * @param evaluate evaluates an expression to a text; it throws {@link IllegalArgumentException}
   *     with the reason when it can't
   */
  SettingTexts evaluated(Function<String, @Nullable String> evaluate) {
    Map<SettingKey<?>, Found> evaluated = new HashMap<>();
    texts.forEach(
        (key, found) -> {
          if (!isExpression(found)) {
            evaluated.put(key, found);
            return;
          }
          String text;
          try {
            text = evaluate.apply(found.text());
          } catch (IllegalArgumentException e) {
            throw new SettingException(
                key.name() + ": \"" + found.text() + "\" can't be evaluated: " + e.getMessage());
          }
          if (text != null && !text.isBlank()) {
            evaluated.put(key, new Found(text.strip(), found.origin()));
          }
        });
    return new SettingTexts(evaluated, warnings);
  }

  Optional<Found> find(SettingKey<?> key) {
    return Optional.ofNullable(texts.get(key));
  }

  <T> Optional<T> value(SettingKey<T> key) {
    return find(key).map(found -> key.parse(found.text()));
  }

  /** The value of a key that the definition gives a default. */
  <T> T required(SettingKey<T> key) {
    return value(key).orElseThrow(() -> key.missing("a value is needed"));
  }

  /** Expressions are the definition's privilege: what operators set is taken literally. */
  private static boolean isExpression(Found found) {
    return found.origin() == Origin.DEFINITION && Expressions.isExpression(found.text());
  }
}
