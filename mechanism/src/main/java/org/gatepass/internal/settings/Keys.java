// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.AccountOptions;
import org.gatepass.Fallback;
import org.gatepass.GroupsSource;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.CallerNameRule;
import org.gatepass.internal.identity.GroupsMapping;
import org.gatepass.internal.identity.GroupsSeparator;
import org.gatepass.internal.settings.SettingKey.Care;
import org.gatepass.internal.trust.CertificateMatch;
import org.gatepass.internal.trust.CidrBlock;
import org.gatepass.internal.trust.SharedSecrets;
import org.gatepass.internal.trust.WebOrigin;

/** Every setting there is. */
final class Keys {
  /** Below it, a database that is slow for a moment would keep everybody out. */
  /** Ten years: longer ones overflow when they are added to a time. */
  private static final Duration MAX_SESSION_AGE = Duration.ofDays(3_650);

  private static final Pattern PASSWORD_COST_TEXT =
      Pattern.compile("m=([1-9][0-9]{0,8}),t=([1-9][0-9]{0,8}),p=([1-9][0-9]{0,8})");

  /** The least of the OWASP Password Storage Cheat Sheet, section "Argon2id", with five passes. */
  private static final int MIN_MEMORY_KIB = 7_168;

  /** So that no setting takes a server's memory; a stored hash may not cost more either. */
  private static final int MAX_MEMORY_KIB = 256 * 1_024;

  private static final int MAX_PASSES = 16;
  private static final int MAX_LANES = 16;

  private static final Duration LEAST_STALENESS = Duration.ofMillis(100);

  private static final Duration GREATEST_STALENESS = Duration.ofHours(1);

  static final SettingKey<Boolean> ENABLED = flag("gatepass.enabled");
  static final SettingKey<Integration> INTEGRATION =
      choice("gatepass.integration", Integration.class);
  static final SettingKey<HeaderName> CALLER_HEADER = header("caller-header", "remote-user");
  static final SettingKey<HeaderName> GROUPS_HEADER = header("groups-header", "remote-groups");
  static final SettingKey<GroupsSeparator> GROUPS_SEPARATOR =
      SettingKey.of("gatepass.groups-separator", GroupsSeparator::parse, ",");
  static final SettingKey<GroupsSource> GROUPS_SOURCE =
      choice("gatepass.groups-source", GroupsSource.class);
  static final SettingKey<Boolean> GROUPS_REPEATED = flag("gatepass.groups-repeated");
  static final SettingKey<GroupsMapping> GROUPS_MAPPING =
      SettingKey.of(
          "gatepass.groups-mapping", GroupsMapping::parse, "idp-admins=administrator,staff=user");
  static final SettingKey<HeaderName> EMAIL_HEADER = header("email-header", "remote-email");
  static final SettingKey<HeaderName> NAME_HEADER = header("name-header", "remote-name");
  static final SettingKey<HeaderName> CLIENT_IP_HEADER =
      header("client-ip-header", "x-forwarded-for");
  static final SettingKey<Boolean> FAIL_IF_HEADER_MISSING = flag("gatepass.fail-if-header-missing");
  static final SettingKey<List<CidrBlock>> TRUSTED_PROXIES =
      SettingKey.of(
          "gatepass.trusted-proxies", SettingKey.listOf(CidrBlock::parse), "10.1.2.3, fd00::7/128");
  static final SettingKey<HeaderName> SHARED_SECRET_HEADER =
      header("shared-secret-header", "x-gateway-secret");
  static final SettingKey<SharedSecrets> SHARED_SECRETS =
      SettingKey.of(
          "gatepass.shared-secrets",
          SharedSecrets::parse,
          "what \"openssl rand -hex 32\" prints",
          Care.SECRET);
  static final SettingKey<List<CertificateMatch>> PROXY_CERTIFICATES =
      SettingKey.of(
          "gatepass.proxy-certificates",
          // Not a comma: distinguished names are full of them.
          SettingKey.listOf(CertificateMatch::parse, "|"),
          "the 64 hexadecimal digits of the certificate's SHA-256 fingerprint");
  static final SettingKey<Boolean> PERSISTENT = flag("gatepass.persistent");
  static final SettingKey<List<String>> LOGIN_PATHS =
      SettingKey.of("gatepass.login-paths", SettingKey.listOf(Keys::localPath), "/sso-login");
  static final SettingKey<Fallback> FALLBACK = choice("gatepass.fallback", Fallback.class);
  static final SettingKey<String> LOGIN_PAGE =
      SettingKey.of("gatepass.login-page", Keys::localPath, "/login");
  static final SettingKey<String> SIGN_OUT_URL =
      SettingKey.of("gatepass.sign-out-url", Keys::signOutUrl, "https://sso.example.org/logout");
  static final SettingKey<Duration> SESSION_MAX_AGE =
      SettingKey.of("gatepass.session-max-age", Keys::sessionMaxAge, "PT12H");
  static final SettingKey<WebOrigin> PUBLIC_URL =
      SettingKey.of("gatepass.public-url", Keys::publicUrl, "https://app.example.org");
  static final SettingKey<Boolean> SAME_ORIGIN_CHECK = flag("gatepass.same-origin-check");
  static final SettingKey<Integer> PASSWORD_CHECKS =
      SettingKey.of("gatepass.password-checks", text -> number(text, 1, 1_000), "4");
  static final SettingKey<String> PASSWORD_COST =
      SettingKey.of(
          "gatepass.password-cost", Keys::passwordCost, AccountOptions.DEFAULT_PASSWORD_COST);
  static final SettingKey<Duration> STALENESS =
      SettingKey.of("gatepass.staleness", Keys::staleness, "PT1S");
  static final SettingKey<Duration> GROUPS_MAX_AGE =
      SettingKey.of("gatepass.groups-max-age", Keys::staleness, "PT1M");
  static final SettingKey<Boolean> CREATE_UNKNOWN_CALLERS = flag("gatepass.create-unknown-callers");
  static final SettingKey<Integer> CREATE_PER_MINUTE =
      SettingKey.of("gatepass.create-per-minute", text -> number(text, 1, 10_000), "60");
  static final SettingKey<Boolean> ALLOW_INACTIVE_CALLERS = flag("gatepass.allow-inactive-callers");
  static final SettingKey<Charset> HEADER_CHARSET =
      SettingKey.of("gatepass.header-charset", Keys::charset, "UTF-8");
  static final SettingKey<HeaderEncoding> HEADER_ENCODING =
      choice("gatepass.header-encoding", HeaderEncoding.class);
  static final SettingKey<String> CALLER_NAME_PATTERN =
      SettingKey.of(
          "gatepass.caller-name-pattern",
          Keys::callerNamePattern,
          "[a-z]{2}[0-9]{4}",
          Care.VERBATIM);
  static final SettingKey<Integer> CALLER_NAME_MAX_LENGTH =
      SettingKey.of("gatepass.caller-name-max-length", text -> number(text, 1, 255), "150");

  /** All of them, in the order in which they are told at start. */
  static final List<SettingKey<?>> ALL =
      List.of(
          ENABLED,
          CALLER_HEADER,
          TRUSTED_PROXIES,
          SHARED_SECRET_HEADER,
          SHARED_SECRETS,
          PROXY_CERTIFICATES,
          GROUPS_HEADER,
          GROUPS_SEPARATOR,
          GROUPS_SOURCE,
          GROUPS_REPEATED,
          GROUPS_MAPPING,
          EMAIL_HEADER,
          NAME_HEADER,
          CLIENT_IP_HEADER,
          FAIL_IF_HEADER_MISSING,
          PERSISTENT,
          LOGIN_PATHS,
          FALLBACK,
          LOGIN_PAGE,
          SIGN_OUT_URL,
          SESSION_MAX_AGE,
          PUBLIC_URL,
          SAME_ORIGIN_CHECK,
          PASSWORD_CHECKS,
          PASSWORD_COST,
          STALENESS,
          GROUPS_MAX_AGE,
          CREATE_UNKNOWN_CALLERS,
          CREATE_PER_MINUTE,
          ALLOW_INACTIVE_CALLERS,
          HEADER_CHARSET,
          HEADER_ENCODING,
          CALLER_NAME_PATTERN,
          CALLER_NAME_MAX_LENGTH,
          INTEGRATION);

  private Keys() {}

  private static SettingKey<HeaderName> header(String name, String example) {
    return SettingKey.of("gatepass." + name, HeaderName::parse, example);
  }

  private static SettingKey<Boolean> flag(String name) {
    return SettingKey.of(name, Keys::trueOrFalse, "true");
  }

  private static <E extends Enum<E>> SettingKey<E> choice(String name, Class<E> type) {
    E[] constants = type.getEnumConstants();
    return SettingKey.of(
        name,
        text -> {
          String wanted = text.toUpperCase(Locale.ROOT);
          for (E constant : constants) {
            if (constant.name().equals(wanted)) {
              return constant;
            }
          }
          throw new IllegalArgumentException("is none of " + Arrays.toString(constants));
        },
        constants[constants.length - 1].name());
  }

  private static boolean trueOrFalse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  private static int number(String text, int least, int greatest) {
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

  private static String callerNamePattern(String text) {
    CallerNameRule.matching(text, 1);
    return text;
  }

  private static Duration sessionMaxAge(String text) {
    Duration duration = duration(text);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("is not a positive duration");
    }
    if (duration.compareTo(MAX_SESSION_AGE) > 0) {
      throw new IllegalArgumentException("is over " + MAX_SESSION_AGE.toDays() + " days");
    }
    return duration;
  }

  /** The parameters of Argon2id, as a PHC string gives them. */
  private static String passwordCost(String text) {
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

  private static Duration staleness(String text) {
    Duration duration = duration(text);
    if (!duration.isZero()
        && (duration.compareTo(LEAST_STALENESS) < 0
            || duration.compareTo(GREATEST_STALENESS) > 0)) {
      throw new IllegalArgumentException(
          "is neither PT0S nor between %s and %s".formatted(LEAST_STALENESS, GREATEST_STALENESS));
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

  private static WebOrigin publicUrl(String text) {
    return WebOrigin.parse(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  private static Charset charset(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "UTF-8" -> StandardCharsets.UTF_8;
      case "ISO-8859-1" -> StandardCharsets.ISO_8859_1;
      case "US-ASCII" -> StandardCharsets.US_ASCII;
      default -> throw new IllegalArgumentException("is none of UTF-8, ISO-8859-1, US-ASCII");
    };
  }

  private static String localPath(String text) {
    if (!isLocalPath(text)) {
      throw new IllegalArgumentException("is not a path that starts with one /");
    }
    return text;
  }

  private static String signOutUrl(String text) {
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
