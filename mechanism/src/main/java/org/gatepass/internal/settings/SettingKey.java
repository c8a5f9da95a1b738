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
 * The key of a setting: its names, the parser of its text, and a valid example.
 *
 * @param <T> the type of the parsed value
 * @param name the name, such as {@code gatepass.caller-header}
 * @param parser parses the text; it throws {@link IllegalArgumentException} with the violated rule
 *     as its message
 * @param example a valid value
 * @param care the special treatment of the value
 * @param attribute reads the text of the definition's attribute; blank for none
 */
record SettingKey<T>(
    String name,
    Function<String, T> parser,
    String example,
    Care care,
    Function<RemoteUserAuthenticationMechanismDefinition, String> attribute) {
  /** The prefix of all names, unless the definition has another one. */
  static final String DEFAULT_PREFIX = "gatepass";

  private static final String HIDDEN = "(hidden)";

  /** The special treatment of a value. */
  enum Care {
    NONE,
    /** Read literally: MicroProfile Config must not expand {@code ${...}} in it. */
    VERBATIM,
    /** Read literally and never shown. */
    SECRET
  }

  /** A parser of items separated by commas. Its errors contain the item instead of the list. */
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

  /** A parser whose errors do not contain the value. */
  static <T> Function<String, T> hidingInvalid(Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException rule) {
        throw new WrongItemException(HIDDEN, rule);
      }
    };
  }

  /** The same key with another prefix than {@code gatepass}. */
  SettingKey<T> under(String prefix) {
    return prefix.equals(DEFAULT_PREFIX)
        ? this
        : new SettingKey<>(
            prefix + name.substring(DEFAULT_PREFIX.length()), parser, example, care, attribute);
  }

  /**
   * The name of the environment variable. Computed here, because servers use the default locale.
   */
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

  /** The error for a value that breaks a rule. */
  SettingException violation(String value, @Nullable String rule) {
    return new SettingException(name + ": \"" + shown(value) + "\" " + rule + exampleHint());
  }

  /** The error for a missing value. */
  SettingException missing(String rule) {
    return missing(rule, "");
  }

  /** The error for a missing value, with a hint to the probable mistake. */
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
