// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change of the asserted caller name: removes one listed realm, domain or prefix, and converts
 * the rest to lower case. A name with another realm is rejected. Immutable and safe for use by many
 * threads.
 */
public final class CallerNameTransform {
  private static final String LOWER_CASE = "lower-case";
  private static final String SUFFIX_MARK = "@";
  private static final String PREFIX_MARKS = "\\:/";

  /** The transform that changes no name. */
  private static final CallerNameTransform NONE = new CallerNameTransform(null, false);

  private final @Nullable String affix;
  private final boolean lowerCase;

  private CallerNameTransform(@Nullable String affix, boolean lowerCase) {
    this.affix = affix;
    this.lowerCase = lowerCase;
  }

  /**
   * The transform that changes no name.
   *
   * @return the transform
   */
  public static CallerNameTransform none() {
    return NONE;
  }

  /**
   * Reads a transform: one realm or prefix, {@code lower-case}, or both with a comma between them.
   * A text that begins with {@code @} is a realm at the end of names, such as {@code @EXAMPLE.COM}.
   * A text that ends with a backslash, a colon or a slash is a prefix, such as {@code EXAMPLE\} or
   * {@code accounts.google.com:}. Realms and prefixes are compared exactly.
   *
   * @param text the text
   * @return the transform
   * @throws IllegalArgumentException if the text has another form; the message is the rule alone
   */
  public static CallerNameTransform parse(String text) {
    List<String> affixes = new ArrayList<>();
    boolean lowerCase = false;
    for (String item : text.split(",", -1)) {
      String stripped = item.strip();
      if (stripped.equals(LOWER_CASE) && !lowerCase) {
        lowerCase = true;
      } else if (isSuffix(stripped) || isPrefix(stripped)) {
        affixes.add(stripped);
      } else {
        throw new IllegalArgumentException(
            "is not one realm such as @EXAMPLE.COM, one prefix such as EXAMPLE\\, lower-case, or"
                + " one of the first two with lower-case");
      }
    }
    if (affixes.size() > 1) {
      throw new IllegalArgumentException(
          "has several realms or prefixes: people with the same name in them would be one caller");
    }
    return new CallerNameTransform(affixes.isEmpty() ? null : affixes.get(0), lowerCase);
  }

  private static boolean isSuffix(String text) {
    return text.length() > 1 && text.startsWith(SUFFIX_MARK) && text.indexOf('@', 1) < 0;
  }

  private static boolean isPrefix(String text) {
    int last = text.length() - 1;
    return last > 0
        && PREFIX_MARKS.indexOf(text.charAt(last)) >= 0
        && text.indexOf(text.charAt(last)) == last;
  }

  /** Whether no name is changed. */
  boolean isNone() {
    return affix == null && !lowerCase;
  }

  /**
   * Applies the transform to a name.
   *
   * @return the changed name, which may be empty; null for a name with another realm or prefix
   */
  @Nullable String apply(String name) {
    String local = name;
    if (affix != null) {
      char mark = affix.startsWith(SUFFIX_MARK) ? '@' : affix.charAt(affix.length() - 1);
      if (mark == '@' && name.endsWith(affix)) {
        local = name.substring(0, name.length() - affix.length());
      } else if (mark != '@' && name.startsWith(affix)) {
        local = name.substring(affix.length());
      }
      if (local.indexOf(mark) >= 0) {
        return null;
      }
    }
    return lowerCase ? local.toLowerCase(Locale.ROOT) : local;
  }

  /** Whether the transform may have a name as its result. */
  boolean mayGive(String name) {
    return name.equals(apply(name));
  }
}
