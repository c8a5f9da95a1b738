// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.gatepass.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * The rule for caller names: their form, their maximum length, and reserved names. Immutable and
 * safe for use by many threads.
 *
 * <p>The names by which servers denote anonymous callers are reserved, in any case: {@code
 * anonymous} (GlassFish, Payara, WildFly), {@code unauthenticated} (Liberty, WebSphere) and {@code
 * guest} (TomEE). Otherwise a server could confuse a caller of such a name with an anonymous one.
 */
public final class CallerNameRule {
  private static final int MAX_LENGTH = 255;
  private static final Set<String> RESERVED_NAMES = Set.of("anonymous", "unauthenticated", "guest");

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
   * @param maxLength the maximum length in code points, 1 to 255
   * @return the rule
   * @throws IllegalArgumentException if the maximum length is out of its range; the message is the
   *     rule alone
   */
  public static CallerNameRule standard(int maxLength) {
    return new CallerNameRule(OneScriptName::isFit, maxLength);
  }

  /**
   * The standard rule, extended by names of another form.
   *
   * @param otherForm whether a name has the other form
   * @param maxLength the maximum length in code points, 1 to 255
   * @return the rule
   * @throws IllegalArgumentException if the maximum length is out of its range; the message is the
   *     rule alone
   */
  public static CallerNameRule standardOr(Predicate<String> otherForm, int maxLength) {
    return new CallerNameRule(name -> OneScriptName.isFit(name) || otherForm.test(name), maxLength);
  }

  /**
   * The rule for names that match a regular expression as a whole. The expression replaces the
   * standard form. An expression that accepts a comma also accepts two header lines that an
   * intermediary has joined. Names for which the match takes too long are not accepted.
   *
   * @param regex the regular expression, of {@link java.util.regex.Pattern}
   * @param maxLength the maximum length in code points, 1 to 255
   * @return the rule
   * @throws IllegalArgumentException if the text is not a regular expression, or the maximum length
   *     is out of its range; the message is the rule alone
   */
  public static CallerNameRule matching(String regex, int maxLength) {
    return new CallerNameRule(new BoundedPattern(regex)::matches, maxLength);
  }

  /**
   * Checks a name. The length is checked first, so that expressions are matched with short texts
   * only.
   *
   * @param name the name
   * @return null for a valid caller name; else {@link Rejection#TOO_LONG}, {@link
   *     Rejection#UNFIT_NAME} or {@link Rejection#RESERVED_NAME}
   */
  public @Nullable Rejection check(String name) {
    return check(name, form);
  }

  /**
   * Checks the result of a {@link org.gatepass.CallerNameNormalizer}. It must have the standard
   * form or match the expression: an expression may require a realm that the normalizer has
   * removed.
   *
   * @param name the name
   * @return null for a valid caller name; else {@link Rejection#TOO_LONG}, {@link
   *     Rejection#UNFIT_NAME} or {@link Rejection#RESERVED_NAME}
   */
  public @Nullable Rejection checkNormalized(String name) {
    return check(name, candidate -> OneScriptName.isFit(candidate) || form.test(candidate));
  }

  /**
   * Checks a name by all rules but that for its form.
   *
   * @param name the name
   * @return null for a valid name; else {@link Rejection#TOO_LONG}, {@link Rejection#UNFIT_NAME}
   *     for an empty one, or {@link Rejection#RESERVED_NAME}
   */
  @Nullable Rejection checkAllButForm(String name) {
    return check(name, anyForm -> true);
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

  /** Whether servers use a name for anonymous callers. */
  static boolean isReserved(String name) {
    return RESERVED_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
