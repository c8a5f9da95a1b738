// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import static org.gatepass.internal.settings.SettingKey.hidingInvalid;
import static org.gatepass.internal.settings.SettingKey.listOf;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import org.gatepass.AccountOptions;
import org.gatepass.Fallback;
import org.gatepass.GroupsSource;
import org.gatepass.internal.certificate.CertificateCaller;
import org.gatepass.internal.certificate.CertificateFormat;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.CallerNameTransform;
import org.gatepass.internal.identity.GroupName;
import org.gatepass.internal.identity.GroupsMapping;
import org.gatepass.internal.identity.GroupsSeparator;
import org.gatepass.internal.open.OpenPath;
import org.gatepass.internal.settings.SettingKey.Care;
import org.gatepass.internal.trust.CertificateMatch;
import org.gatepass.internal.trust.PublicUrl;
import org.gatepass.internal.trust.SharedSecrets;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.internal.trust.WebOrigin;

/**
 * The table of all settings: for each its key, the rule for its text and a good example. {@link
 * DefinitionAttributes} reads the attribute of the definition that belongs to a key. The start logs
 * them in this order. What a setting means is written in the Javadoc of the attribute and in the
 * reference of the documentation.
 */
final class Keys {
  private static final List<SettingKey<?>> TABLE = new ArrayList<>();

  // Trust

  static final SettingKey<Boolean> ENABLED = flag("enabled");
  static final SettingKey<HeaderName> CALLER_HEADER = header("caller-header", "remote-user");
  static final SettingKey<TrustedProxies> TRUSTED_PROXIES =
      key("trusted-proxies", SettingParsers::trustedProxies, "10.1.2.3, fd00::7/128");
  static final SettingKey<HeaderName> SHARED_SECRET_HEADER =
      header("shared-secret-header", "x-gateway-secret");
  static final SettingKey<SharedSecrets> SHARED_SECRETS =
      key(
          "shared-secrets",
          SharedSecrets::parse,
          "what \"openssl rand -hex 32\" prints",
          Care.SECRET);

  static final SettingKey<Path> SHARED_SECRETS_FILE =
      key(
          "shared-secrets-file",
          // A secret in place of its file is a mistake that must not be logged.
          hidingInvalid(SettingParsers::absolutePath),
          "/run/secrets/gatepass");

  /** The separator is not a comma, because distinguished names contain commas. */
  static final SettingKey<List<CertificateMatch>> PROXY_CERTIFICATES =
      key(
          "proxy-certificates",
          listOf(CertificateMatch::parse, "|"),
          "the 64 hexadecimal digits of the certificate's SHA-256 fingerprint");

  // The identity in a trusted request

  static final SettingKey<HeaderName> GROUPS_HEADER = header("groups-header", "remote-groups");
  static final SettingKey<GroupsSeparator> GROUPS_SEPARATOR =
      key("groups-separator", GroupsSeparator::parse, ",");
  static final SettingKey<GroupsSource> GROUPS_SOURCE = choice("groups-source", GroupsSource.class);
  static final SettingKey<Boolean> GROUPS_REPEATED = flag("groups-repeated");
  static final SettingKey<GroupsMapping> GROUPS_MAPPING =
      key("groups-mapping", GroupsMapping::parse, "idp-admins=administrator,staff=user");
  static final SettingKey<HeaderName> EMAIL_HEADER = header("email-header", "remote-email");
  static final SettingKey<HeaderName> NAME_HEADER = header("name-header", "remote-name");
  static final SettingKey<HeaderName> ID_HEADER = header("id-header", "remote-id");
  static final SettingKey<HeaderName> CLIENT_IP_HEADER =
      header("client-ip-header", "x-forwarded-for");
  static final SettingKey<Boolean> FAIL_IF_HEADER_MISSING = flag("fail-if-header-missing");

  // The client's certificate, in place of the identity headers

  static final SettingKey<HeaderName> CERTIFICATE_HEADER =
      header("certificate-header", "client-cert");
  static final SettingKey<CertificateFormat> CERTIFICATE_FORMAT =
      choice("certificate-format", CertificateFormat.class);
  static final SettingKey<HeaderName> CERTIFICATE_VERIFY_HEADER =
      header("certificate-verify-header", "x-client-verify");
  static final SettingKey<CertificateCaller> CERTIFICATE_CALLER =
      key("certificate-caller", CertificateCaller::parse, "CN");

  /** The separator is not a comma, because distinguished names contain commas. */
  static final SettingKey<List<X500Principal>> CERTIFICATE_ISSUERS =
      key(
          "certificate-issuers",
          listOf(SettingParsers::distinguishedName, "|"),
          "CN=Example CA,O=Example");

  // Sessions, logins and pages

  static final SettingKey<Boolean> PERSISTENT = flag("persistent");
  static final SettingKey<List<String>> LOGIN_PATHS =
      key("login-paths", listOf(SettingParsers::localPath), "/sso-login");
  static final SettingKey<Fallback> FALLBACK = choice("fallback", Fallback.class);
  static final SettingKey<Boolean> BEARER_TOKENS = flag("bearer-tokens");
  static final SettingKey<String> LOGIN_PAGE =
      key("login-page", SettingParsers::localPath, "/login");
  static final SettingKey<String> SIGN_OUT_URL =
      key("sign-out-url", SettingParsers::signOutUrl, "https://sso.example.org/logout");
  static final SettingKey<Duration> SESSION_MAX_AGE =
      key("session-max-age", SettingParsers::sessionMaxAge, "PT12H");
  static final SettingKey<PublicUrl> PUBLIC_URL =
      key("public-url", PublicUrl::parse, "https://app.example.org");
  static final SettingKey<Boolean> SAME_ORIGIN_CHECK = flag("same-origin-check");
  static final SettingKey<List<WebOrigin>> TRUSTED_ORIGINS =
      key("trusted-origins", listOf(WebOrigin::parse), "https://idp.example.org");
  static final SettingKey<List<OpenPath>> OPEN_PATHS =
      key("open-paths", listOf(OpenPath::parse), "/health, /metrics/*");
  static final SettingKey<Boolean> ALLOW_PREFLIGHT = flag("allow-preflight");

  // Passwords

  static final SettingKey<Integer> PASSWORD_CHECKS = number("password-checks", 1, 1_000, "4");
  static final SettingKey<String> PASSWORD_COST =
      key("password-cost", SettingParsers::passwordCost, AccountOptions.DEFAULT_PASSWORD_COST);

  // Accounts

  static final SettingKey<Duration> STALENESS = key("staleness", SettingParsers::staleness, "PT1S");
  static final SettingKey<Duration> GROUPS_MAX_AGE =
      key("groups-max-age", SettingParsers::staleness, "PT1M");
  static final SettingKey<Boolean> CREATE_UNKNOWN_CALLERS = flag("create-unknown-callers");
  static final SettingKey<Integer> CREATE_PER_MINUTE = number("create-per-minute", 1, 10_000, "60");
  static final SettingKey<List<String>> DEFAULT_GROUPS =
      key("default-groups", listOf(GroupName::parse), "user");
  static final SettingKey<Boolean> ALLOW_INACTIVE_CALLERS = flag("allow-inactive-callers");

  // How values are read

  static final SettingKey<Charset> HEADER_CHARSET =
      key("header-charset", SettingParsers::charset, "UTF-8");
  static final SettingKey<HeaderEncoding> HEADER_ENCODING =
      choice("header-encoding", HeaderEncoding.class);
  static final SettingKey<String> CALLER_NAME_PATTERN =
      key(
          "caller-name-pattern",
          SettingParsers::callerNamePattern,
          "[a-z]{2}[0-9]{4}",
          Care.VERBATIM);
  static final SettingKey<CallerNameTransform> CALLER_NAME_TRANSFORM =
      key(
          "caller-name-transform",
          CallerNameTransform::parse,
          "@EXAMPLE.COM, lower-case",
          Care.VERBATIM);
  static final SettingKey<Integer> CALLER_NAME_MAX_LENGTH =
      number("caller-name-max-length", 1, 255, "150");

  static final SettingKey<Integration> INTEGRATION = choice("integration", Integration.class);

  static final List<SettingKey<?>> ALL = List.copyOf(TABLE);

  /** The keys of header logins. Recovery access starts although one of them is invalid. */
  static final List<SettingKey<?>> OF_HEADER_LOGINS =
      List.of(
          CALLER_HEADER,
          TRUSTED_PROXIES,
          SHARED_SECRET_HEADER,
          SHARED_SECRETS,
          SHARED_SECRETS_FILE,
          PROXY_CERTIFICATES,
          GROUPS_HEADER,
          GROUPS_SEPARATOR,
          GROUPS_SOURCE,
          GROUPS_REPEATED,
          GROUPS_MAPPING,
          EMAIL_HEADER,
          NAME_HEADER,
          ID_HEADER,
          CERTIFICATE_HEADER,
          CERTIFICATE_FORMAT,
          CERTIFICATE_VERIFY_HEADER,
          CERTIFICATE_CALLER,
          CERTIFICATE_ISSUERS,
          CLIENT_IP_HEADER,
          FAIL_IF_HEADER_MISSING,
          PERSISTENT,
          LOGIN_PATHS,
          HEADER_CHARSET,
          HEADER_ENCODING,
          CALLER_NAME_PATTERN,
          CALLER_NAME_TRANSFORM,
          CALLER_NAME_MAX_LENGTH);

  /**
   * Those of {@link #OF_HEADER_LOGINS} that have an effect while {@link #ENABLED} is false:
   * Gatepass hides the secret's header, and checks the names of new accounts.
   */
  static final List<SettingKey<?>> WITHOUT_HEADER_LOGINS =
      List.of(
          SHARED_SECRET_HEADER, CALLER_NAME_PATTERN, CALLER_NAME_TRANSFORM, CALLER_NAME_MAX_LENGTH);

  private Keys() {}

  private static <T> SettingKey<T> key(
      String name, Function<String, T> parser, String example, Care care) {
    SettingKey<T> key =
        new SettingKey<>(
            SettingKey.DEFAULT_PREFIX + "." + name,
            parser,
            example,
            care,
            definition -> DefinitionAttributes.text(definition, name));
    TABLE.add(key);
    return key;
  }

  private static <T> SettingKey<T> key(String name, Function<String, T> parser, String example) {
    return key(name, parser, example, Care.NONE);
  }

  private static SettingKey<HeaderName> header(String name, String example) {
    return key(name, HeaderName::parse, example);
  }

  private static SettingKey<Boolean> flag(String name) {
    return key(name, SettingParsers::trueOrFalse, "true");
  }

  private static SettingKey<Integer> number(String name, int min, int max, String example) {
    return key(name, text -> SettingParsers.number(text, min, max), example);
  }

  private static <E extends Enum<E>> SettingKey<E> choice(String name, Class<E> type) {
    E[] constants = type.getEnumConstants();
    return key(name, SettingParsers.oneOf(constants), constants[constants.length - 1].name());
  }
}
