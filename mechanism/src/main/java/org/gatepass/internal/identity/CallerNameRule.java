// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.gatepass.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What a caller name may be. Immutable and safe for use by many threads.
 *
 * <p>Whatever the form, names by which servers call the caller whom nobody has named are reserved,
 * in any case: {@code anonymous} (GlassFish, Payara, WildFly), {@code unauthenticated} (Liberty,
 * WebSphere) and {@code guest} (TomEE). Somebody of that name would be taken for nobody, or nobody
 * for somebody.
 */
public final class CallerNameRule {
  private static final int MAX_LENGTH = 255;
  private static final Set<String> RESERVED_NAMES =
      Set.of("anonymous", "unauthenticated", "guest");

  private final Predicate<String> form;
  private final int maxLength;

  private CallerNameRule(Predicate<String> form, int maxLength) {
    if (maxLength < 1 || maxLength > MAX_LENGTH) {
      throw new IllegalArgumentException("is not a number from 1 to " + MAX_LENGTH);
    }
    this.form = form;
    this.maxLength = maxLength;
  }

  /**
   * The rule for names of ASCII digits, {@code . _ @ + -}, and letters of one script: {@code
   * jürgen} and {@code иван} fit, {@code O'Neill} and a name of Latin and Cyrillic letters don't.
   * Combining marks fit where they are of the letters' script. Compatibility characters don't fit,
   * nor does a letter that a change of case turns into an ASCII letter, such as the dotless ı.
   *
   * @param maxLength the greatest number of code points, 1 to 255
   * @return the rule
   * @throws IllegalArgumentException if the number is not in its range; the message is the rule
   *     alone
   */
  public static CallerNameRule standard(int maxLength) {
    return new CallerNameRule(OneScriptName::isFit, maxLength);
  }

  /**
   * The rule for names that match a regular expression, as a whole. It decides alone: one that
   * admits a comma admits what an intermediary makes of two header lines. Names for which it takes
   * too long don't fit.
   *
   * @param regex the regular expression, of {@link java.util.regex.Pattern}
   * @param maxLength the greatest number of code points, 1 to 255
   * @return the rule
   * @throws IllegalArgumentException if the text is no regular expression, or the number is not in
   *     its range; the message is the rule alone
   */
  public static CallerNameRule matching(String regex, int maxLength) {
    return new CallerNameRule(new BoundedPattern(regex)::matches, maxLength);
  }

  /**
   * Checks a name. Its length comes first, so that no expression works on more than it needs.
   *
   * @param name the name
   * @return null when it may be a caller's; else {@link Rejection#TOO_LONG}, {@link
   *     Rejection#UNFIT_NAME} or {@link Rejection#RESERVED_NAME}
   */
  public @Nullable Rejection check(String name) {
    return check(name, form);
  }

  /**
   * Checks a name that the application has made of an asserted one. Its form is the standard one,
   * or one that could have been asserted: an expression may ask for a realm that the application
   * has cut off since.
   *
   * @param name the name
   * @return null when it may be a caller's; else {@link Rejection#TOO_LONG}, {@link
   *     Rejection#UNFIT_NAME} or {@link Rejection#RESERVED_NAME}
   */
  public @Nullable Rejection checkNormalized(String name) {
    return check(name, candidate -> OneScriptName.isFit(candidate) || form.test(candidate));
  }

  private @Nullable Rejection check(String name, Predicate<String> wantedForm) {
    if (name.codePointCount(0, name.length()) > maxLength) {
      return Rejection.TOO_LONG;
    }
    if (name.isEmpty() || !wantedForm.test(name)) {
      return Rejection.UNFIT_NAME;
    }
    return isReserved(name) ? Rejection.RESERVED_NAME : null;
  }

  /** Whether a name stands for an anonymous caller. */
  static boolean isReserved(String name) {
    return RESERVED_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
