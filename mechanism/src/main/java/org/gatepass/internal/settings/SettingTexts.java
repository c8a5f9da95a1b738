// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.settings.ExternalConfiguration.Found;
import org.gatepass.internal.settings.ExternalConfiguration.Origin;
import org.gatepass.internal.settings.UnknownKeys.Unknown;
import org.gatepass.spi.Expressions;
import org.jspecify.annotations.Nullable;

/** The texts of all settings that have a value, with their sources. Immutable. */
final class SettingTexts {
  /** Excludes expressions, because keys are looked up before beans are available. */
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*");

  private final String prefix;
  private final List<SettingKey<?>> keys;
  private final Map<SettingKey<?>, Found> texts;
  private final List<Unknown> unknown;

  private SettingTexts(
      String prefix,
      List<SettingKey<?>> keys,
      Map<SettingKey<?>, Found> texts,
      List<Unknown> unknown) {
    this.prefix = prefix;
    this.keys = keys;
    this.texts = Map.copyOf(texts);
    this.unknown = List.copyOf(unknown);
  }

  /** Collects the texts. External configuration overrides the definition. */
  static SettingTexts gather(
      RemoteUserAuthenticationMechanismDefinition definition,
      ExternalConfiguration external,
      List<SettingKey<?>> keys) {
    String prefix = definition.prefix();
    if (!PREFIX.matcher(prefix).matches()) {
      throw new SettingException(
          "@RemoteUserAuthenticationMechanismDefinition.prefix: \""
              + prefix
              + "\" is not made of letters and digits, with . or - between them (example:"
              + " staff.gatepass)");
    }
    Map<SettingKey<?>, Found> texts = new HashMap<>();
    for (SettingKey<?> key : keys) {
      Optional<Found> found = external.find(key.under(prefix));
      if (found.isPresent()) {
        texts.put(key, found.get());
        continue;
      }
      String attribute = key.attribute().apply(definition);
      if (!attribute.isEmpty()) {
        texts.put(key, new Found(attribute, Origin.DEFINITION));
      }
    }
    return new SettingTexts(
        prefix,
        keys,
        texts,
        UnknownKeys.among(prefix, keys, external.propertyNames(), external.environmentNames()));
  }

  /** The warnings for the operator about unknown keys. */
  List<String> warnings() {
    return unknown.stream().map(Unknown::warning).toList();
  }

  /** All keys, in the order in which the start logs them. */
  List<SettingKey<?>> keys() {
    return keys;
  }

  /** The key of a module's setting, by its name without a prefix. */
  SettingKey<?> keyOf(String moduleKey) {
    String name = SettingKey.DEFAULT_PREFIX + "." + moduleKey;
    return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }

  /** The prefix of all keys. */
  String prefix() {
    return prefix;
  }

  /** The name of a key, with the prefix. */
  String name(SettingKey<?> key) {
    return key.under(prefix).name();
  }

  /** The error for a value that breaks a rule. */
  SettingException violation(SettingKey<?> key, String value, String rule) {
    return key.under(prefix).violation(value, rule);
  }

  /** The error for a missing value, with similar unknown keys. */
  SettingException missing(SettingKey<?> key, String rule) {
    SettingKey<?> named = key.under(prefix);
    String hint =
        unknown.stream()
            .filter(
                found ->
                    found.nearest().equals(named.name())
                        || found.nearest().equals(named.environmentName()))
            .map(found -> "; " + found.warning())
            .collect(Collectors.joining());
    return named.missing(rule, hint);
  }

  boolean hasExpressions() {
    for (Found found : texts.values()) {
      if (isExpression(found)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Parses each text that is not an expression, so that errors are reported early. Texts about
   * header logins are not parsed while these are off.
   */
  void checkAllButExpressions() {
    boolean off = areHeaderLoginsOff();
    for (Map.Entry<SettingKey<?>, Found> entry : texts.entrySet()) {
      SettingKey<?> key = entry.getKey();
      Found found = entry.getValue();
      if (!isExpression(found) && !(off && Keys.OF_HEADER_LOGINS.contains(key))) {
        key.under(prefix).parse(found.text());
      }
    }
  }

  /**
   * These texts with the value of each expression in its place.
   *
   * @param evaluate evaluates an expression to a text; it throws {@link IllegalArgumentException}
   *     with the reason if that fails
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
                name(key) + ": \"" + found.text() + "\" can't be evaluated: " + e.getMessage());
          }
          if (text != null && !text.isBlank()) {
            evaluated.put(key, new Found(text.strip(), found.origin()));
          }
        });
    return new SettingTexts(prefix, keys, evaluated, unknown);
  }

  /** These texts with a default for a key without a text, as an attribute of the definition. */
  SettingTexts withDefault(SettingKey<?> key, String text) {
    Map<SettingKey<?>, Found> all = new HashMap<>(texts);
    all.putIfAbsent(key, new Found(text, Origin.DEFINITION));
    return new SettingTexts(prefix, keys, all, unknown);
  }

  /** Whether {@link Keys#ENABLED} is false, and not an expression that may be false. */
  boolean areHeaderLoginsOff() {
    Found found = texts.get(Keys.ENABLED);
    return found != null && !isExpression(found) && !required(Keys.ENABLED);
  }

  /**
   * These texts with the defaults of the definition for the settings of header logins. Valid texts
   * of {@link Keys#WITHOUT_HEADER_LOGINS} stay.
   */
  SettingTexts withoutHeaderLogins() {
    Map<SettingKey<?>, Found> all = new HashMap<>(texts);
    for (SettingKey<?> key : Keys.OF_HEADER_LOGINS) {
      String text = defaultOf(key);
      if (Keys.WITHOUT_HEADER_LOGINS.contains(key) && isValid(key)) {
        continue;
      }
      if (text.isEmpty()) {
        all.remove(key);
      } else {
        all.put(key, new Found(text, Origin.DEFINITION));
      }
    }
    return new SettingTexts(prefix, keys, all, unknown);
  }

  private boolean isValid(SettingKey<?> key) {
    try {
      value(key);
      return true;
    } catch (SettingException wrong) {
      return false;
    }
  }

  /** The text of the definition's default; empty for none. */
  static String defaultOf(SettingKey<?> key) {
    return key.attribute().apply(defaults());
  }

  private static RemoteUserAuthenticationMechanismDefinition defaults() {
    return Defaults.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class);
  }

  Optional<Found> find(SettingKey<?> key) {
    return Optional.ofNullable(texts.get(key));
  }

  <T> Optional<T> value(SettingKey<T> key) {
    Found found = texts.get(key);
    return found == null ? Optional.empty() : Optional.of(key.under(prefix).parse(found.text()));
  }

  /** The value of a key with a default in the definition. */
  <T> T required(SettingKey<T> key) {
    return value(key).orElseThrow(() -> missing(key, "a value is needed"));
  }

  /** Only the definition may contain expressions. External configuration is read literally. */
  private static boolean isExpression(Found found) {
    return found.origin() == Origin.DEFINITION && Expressions.isExpression(found.text());
  }

  /** Has the defaults of all attributes. */
  @RemoteUserAuthenticationMechanismDefinition
  private static final class Defaults {}
}
