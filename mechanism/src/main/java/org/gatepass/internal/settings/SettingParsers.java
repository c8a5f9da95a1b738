// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.gatepass.internal.identity.CallerNameRule;
import org.gatepass.internal.trust.CidrBlock;
import org.gatepass.internal.trust.TrustedProxies;

/**
 * Reads the texts of settings. Each method throws {@link IllegalArgumentException} with the
 * violated rule as its message.
 */
final class SettingParsers {
  /** Ten years: the sum of a time and a longer duration may overflow. */
  private static final Duration MAX_SESSION_AGE = Duration.ofDays(3_650);

  private static final Pattern PASSWORD_COST_TEXT =
      Pattern.compile("m=([1-9][0-9]{0,8}),t=([1-9][0-9]{0,8}),p=([1-9][0-9]{0,8})");

  /**
   * The minimum of the OWASP Password Storage Cheat Sheet, section "Argon2id", with five passes.
   */
  private static final int MIN_MEMORY_KIB = 7_168;

  /**
   * Prevents a setting from exhausting the server's memory. It is the limit for stored hashes too.
   */
  private static final int MAX_MEMORY_KIB = 256 * 1_024;

  private static final int MAX_PASSES = 16;
  private static final int MAX_LANES = 16;

  private static final String ANY_ADDRESS = "any";

  private static final Function<String, List<CidrBlock>> PROXIES =
      SettingKey.listOf(SettingParsers::proxy);

  private static final Duration MIN_STALENESS = Duration.ofMillis(100);

  private static final Duration MAX_STALENESS = Duration.ofHours(1);

  private SettingParsers() {}

  /** A parser of one constant of an enum, in any case. */
  static <E extends Enum<E>> Function<String, E> oneOf(E[] constants) {
    return text -> {
      String wanted = text.toUpperCase(Locale.ROOT);
      for (E constant : constants) {
        if (constant.name().equals(wanted)) {
          return constant;
        }
      }
      throw new IllegalArgumentException("is none of " + Arrays.toString(constants));
    };
  }

  static boolean trueOrFalse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  static int number(String text, int least, int greatest) {
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is not a whole number", e);
    }
    if (number < least || number > greatest) {
      throw new IllegalArgumentException("is not between %d and %d".formatted(least, greatest));
    }
    return number;
  }

  /** Addresses and blocks, or the word {@code any}. */
  static TrustedProxies trustedProxies(String text) {
    return text.equals(ANY_ADDRESS) ? TrustedProxies.ANY : new TrustedProxies(PROXIES.apply(text));
  }

  private static CidrBlock proxy(String text) {
    if (text.equalsIgnoreCase(ANY_ADDRESS)) {
      throw new IllegalArgumentException("must be the whole value, in lower case: any");
    }
    return CidrBlock.parse(text);
  }

  static Path absolutePath(String text) {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is not a path", e);
    }
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("is not an absolute path");
    }
    return path;
  }

  static X500Principal distinguishedName(String text) {
    X500Principal name;
    try {
      name = new X500Principal(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a distinguished name of RFC 2253", e);
    }
    if (name.getName().isEmpty()) {
      throw new IllegalArgumentException("is an empty distinguished name");
    }
    return name;
  }

  static String callerNamePattern(String text) {
    CallerNameRule.matching(text, 1);
    return text;
  }

  static Duration sessionMaxAge(String text) {
    Duration duration = duration(text);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("is not a positive duration");
    }
    if (duration.compareTo(MAX_SESSION_AGE) > 0) {
      throw new IllegalArgumentException("is over " + MAX_SESSION_AGE.toDays() + " days");
    }
    return duration;
  }

  /** The parameters of Argon2id, in the form of a PHC string. */
  static String passwordCost(String text) {
    Matcher cost = PASSWORD_COST_TEXT.matcher(text);
    if (!cost.matches()) {
      throw new IllegalArgumentException("is not m=(KiB),t=(passes),p=(lanes)");
    }
    requireBetween("m", cost.group(1), MIN_MEMORY_KIB, MAX_MEMORY_KIB);
    requireBetween("t", cost.group(2), 1, MAX_PASSES);
    requireBetween("p", cost.group(3), 1, MAX_LANES);
    return text;
  }

  private static void requireBetween(String parameter, String digits, int least, int greatest) {
    int number = Integer.parseInt(digits);
    if (number < least || number > greatest) {
      throw new IllegalArgumentException(
          "has a %s that is not between %d and %d".formatted(parameter, least, greatest));
    }
  }

  static Duration staleness(String text) {
    Duration duration = duration(text);
    if (!duration.isZero()
        && (duration.compareTo(MIN_STALENESS) < 0 || duration.compareTo(MAX_STALENESS) > 0)) {
      throw new IllegalArgumentException(
          "is neither PT0S nor between %s and %s".formatted(MIN_STALENESS, MAX_STALENESS));
    }
    return duration;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is not an ISO 8601 duration", e);
    }
  }

  static Charset charset(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "UTF-8" -> StandardCharsets.UTF_8;
      case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
      case "US-ASCII" -> StandardCharsets.US_ASCII;
      default -> throw new IllegalArgumentException("is none of UTF-8, ISO-8859-1, US-ASCII");
    };
  }

  static String localPath(String text) {
    if (!isLocalPath(text)) {
      throw new IllegalArgumentException("is not a path that starts with one /");
    }
    return text;
  }

  static String signOutUrl(String text) {
    if (isLocalPath(text)) {
      return text;
    }
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is neither a path nor an address", e);
    }
    boolean web =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null) {
      throw new IllegalArgumentException("is neither a path nor an http or https address");
    }
    return text;
  }

  private static boolean isLocalPath(String text) {
    return text.startsWith("/")
        && !text.startsWith("//")
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
  }
}
