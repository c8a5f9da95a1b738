// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The key of one setting: its names, how its text is read, and a good example.
 *
 * @param <T> what the text says
 * @param name the name, such as {@code gatepass.caller-header}
 * @param parser reads the text; it throws {@link IllegalArgumentException} with the violated rule
 *     as its message
 * @param example a value that would be right
 * @param care what is special about the value
 * @param attribute reads the text of the definition's attribute; blank for none
 */
record SettingKey<T>(
    String name,
    Function<String, T> parser,
    String example,
    Care care,
    Function<RemoteUserAuthenticationMechanismDefinition, String> attribute) {
  /** What each name begins with, unless the definition has another prefix. */
  static final String DEFAULT_PREFIX = "gatepass";

  private static final String HIDDEN = "(hidden)";

  /** What is special about a value. */
  enum Care {
    NONE,
    /** It is taken to the letter: MicroProfile Config must not expand {@code ${...}} in it. */
    VERBATIM,
    /** It is taken to the letter and never shown. */
    SECRET
  }

  /** A parser of items separated by commas; what is wrong is told of the item, not of the list. */
  static <T> Function<String, List<T>> listOf(Function<String, T> itemParser) {
    return listOf(itemParser, ",");
  }

  /** The same with another separator. */
  static <T> Function<String, List<T>> listOf(Function<String, T> itemParser, String separator) {
    return text -> {
      List<T> items = new ArrayList<>();
      for (String item : text.split(Pattern.quote(separator), -1)) {
        String stripped = item.strip();
        try {
          items.add(itemParser.apply(stripped));
        } catch (IllegalArgumentException rule) {
          throw new WrongItemException(stripped, rule);
        }
      }
      return List.copyOf(items);
    };
  }

  /** The same key with another prefix than {@code gatepass}. */
  SettingKey<T> under(String prefix) {
    return prefix.equals(DEFAULT_PREFIX)
        ? this
        : new SettingKey<>(
            prefix + name.substring(DEFAULT_PREFIX.length()), parser, example, care, attribute);
  }

  /** The name of the environment variable; computed here, since servers ask the default locale. */
  String environmentName() {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  T parse(String text) {
    try {
      return parser.apply(text);
    } catch (WrongItemException wrong) {
      throw violation(wrong.item, wrong.getMessage());
    } catch (IllegalArgumentException rule) {
      throw violation(text, rule.getMessage());
    }
  }

  /** The complaint that the value breaks a rule. */
  SettingException violation(String value, @Nullable String rule) {
    return new SettingException(name + ": \"" + shown(value) + "\" " + rule + exampleHint());
  }

  /** The complaint that there is no value. */
  SettingException missing(String rule) {
    return missing(rule, "");
  }

  /** The complaint that there is no value, with what may have been meant to be it. */
  SettingException missing(String rule, String hint) {
    return new SettingException(name + ": is not set, but " + rule + exampleHint() + hint);
  }

  String shown(String value) {
    return care == Care.SECRET ? HIDDEN : value;
  }

  private String exampleHint() {
    return " (example: " + example + ")";
  }

  private static final class WrongItemException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String item;

    WrongItemException(String item, IllegalArgumentException rule) {
      super(rule.getMessage(), rule);
      this.item = item;
    }
  }
}
