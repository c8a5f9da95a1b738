// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Enables and configures the authentication mechanism that trusts the identity headers of a reverse
 * proxy (Jakarta Security). The annotation is allowed once in an application, on a CDI bean with a
 * scope or on the {@code jakarta.ws.rs.core.Application}:
 *
 * <pre>{@code
 * @RemoteUserAuthenticationMechanismDefinition(
 *     callerHeader = "remote-user",
 *     trustedProxies = "10.1.2.3",
 *     fallback = Fallback.FORM)
 * @ApplicationScoped
 * public class Security {}
 * }</pre>
 *
 * <p>Each setting has a key, and external configuration overrides the attribute. Gatepass reads, in
 * this order: the system property of the key's name; the environment variable of the key's name, in
 * upper case and with {@code _} for each character that is neither a letter nor a digit; and
 * MicroProfile Config, if the server supports it.
 *
 * <p>A String attribute may be one Jakarta Expression Language expression, {@code #{...}}. Each
 * other attribute has a counterpart whose name ends in {@code Expression}. Gatepass evaluates
 * expressions when the application starts. An invalid value stops the deployment; an invalid value
 * of an expression stops the start. The message names the key, the value, the rule and a valid
 * example.
 *
 * <p>The authenticated caller is a {@link RemoteUserPrincipal}. Do not combine this mechanism with
 * {@code @AutoApplySession} or {@code @RememberMe}: both authenticate requests without calling it.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RemoteUserAuthenticationMechanismDefinition {
  /**
   * The prefix of all keys, so that two applications on one server can have different settings.
   * With {@code staff.gatepass}, {@link #callerHeader} has the key {@code
   * staff.gatepass.caller-header} and the environment variable {@code
   * STAFF_GATEPASS_CALLER_HEADER}. The prefix consists of letters and digits, with {@code .} or
   * {@code -} between them, and starts with a letter. It may not be an expression.
   *
   * @return the prefix; {@code gatepass} by default
   */
  String prefix() default "gatepass";

  /**
   * Whether Gatepass reads identity headers; {@code gatepass.enabled}. With {@code false} the
   * {@link #fallback} is the only login of people, as recovery access after a configuration
   * mistake. {@link #bearerTokens} stay valid.
   *
   * @return {@code true} by default
   */
  boolean enabled() default true;

  /**
   * An expression for {@link #enabled}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String enabledExpression() default "";

  /**
   * The name of the header with the caller name; {@code gatepass.caller-header}.
   *
   * @return the header name, in any case; {@code remote-user} by default
   */
  String callerHeader() default "remote-user";

  /**
   * The name of the header with the caller's groups; {@code gatepass.groups-header}.
   *
   * @return the header name, or empty for none (the default)
   */
  String groupsHeader() default "";

  /**
   * The character between two groups: {@code ,} or {@code ;} or {@code |}, or one of the names
   * {@code CARET}, {@code COLON} and {@code SPACE}; {@code gatepass.groups-separator}. With {@code
   * NONE} each header line is one group.
   *
   * @return the separator; {@code ,} by default
   */
  String groupsSeparator() default ",";

  /**
   * Where the groups of a header caller come from; {@code gatepass.groups-source}. Without a groups
   * header {@link GroupsSource#BOTH} is the same as {@link GroupsSource#STORE}.
   *
   * @return the source; {@link GroupsSource#BOTH} by default
   */
  GroupsSource groupsSource() default GroupsSource.BOTH;

  /**
   * An expression for {@link #groupsSource}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String groupsSourceExpression() default "";

  /**
   * Whether the groups header may have several lines, which Gatepass then all reads; {@code
   * gatepass.groups-repeated}. With {@code false} a request with a second line is rejected ({@link
   * Rejection#REPEATED_HEADER}).
   *
   * @return {@code false} by default
   */
  boolean groupsRepeated() default false;

  /**
   * An expression for {@link #groupsRepeated}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String groupsRepeatedExpression() default "";

  /**
   * The mapping from the proxy's groups to the application's groups, such as {@code
   * idp-admins=administrator,staff=user}; {@code gatepass.groups-mapping}. Groups without an entry
   * are ignored; several entries for a group map it to several groups. A name in double quotes may
   * contain a comma and an equals sign, as LDAP names do: {@code
   * "cn=admins,dc=example"=administrator}. A single {@code *} accepts all groups unchanged.
   *
   * @return the mapping, or empty to ignore all groups of the header (the default)
   */
  String groupsMapping() default "";

  /**
   * The name of the header with the caller's e-mail address; {@code gatepass.email-header}.
   *
   * @return the header name, or empty for none (the default)
   */
  String emailHeader() default "";

  /**
   * The name of the header with the caller's display name; {@code gatepass.name-header}.
   *
   * @return the header name, or empty for none (the default)
   */
  String nameHeader() default "";

  /**
   * The name of the header with the caller's stable id; {@code gatepass.id-header}. The id stays
   * the same when the person gets another caller name, and no other person ever gets it. Each
   * request that names a caller must then have the header. The active-user store binds an account
   * to the id of its first header login, and rejects the name with another id.
   *
   * @return the header name, or empty for none (the default)
   */
  String idHeader() default "";

  /**
   * The name of the header in which the proxy sends the client's certificate, after it has verified
   * the certificate; {@code gatepass.certificate-header}. The certificate then names the caller,
   * and Gatepass reads no other identity header.
   *
   * @return the header name, or empty to read identity headers (the default)
   */
  String certificateHeader() default "";

  /**
   * The notation of the certificate; {@code gatepass.certificate-format}: {@code RFC9440}, the
   * notation of {@code Client-Cert}; {@code ESCAPED_PEM}, percent-encoded PEM, as in nginx's {@code
   * $ssl_client_escaped_cert}; or {@code XFCC}, that of Envoy's {@code x-forwarded-client-cert}.
   *
   * @return the format; {@code RFC9440} by default
   */
  String certificateFormat() default "RFC9440";

  /**
   * The name of the header with the result of the proxy's verification, such as nginx's {@code
   * $ssl_client_verify}; {@code gatepass.certificate-verify-header}. Gatepass ignores a certificate
   * with another result than {@code SUCCESS} ({@link Rejection#UNVERIFIED_CERTIFICATE}).
   *
   * @return the header name, or empty for a proxy that sends verified certificates only (the
   *     default)
   */
  String certificateVerifyHeader() default "";

  /**
   * The part of the certificate that names the caller; {@code gatepass.certificate-caller}: {@code
   * CN}, {@code UID} or {@code EMAIL}, an attribute of the subject; or a SPIFFE trust domain, such
   * as {@code spiffe://example.org}, whose SPIFFE ids are the caller names.
   *
   * @return the part; {@code CN} by default
   */
  String certificateCaller() default "CN";

  /**
   * The accepted issuers of client certificates, as distinguished names of RFC 2253, separated by
   * {@code |}; {@code gatepass.certificate-issuers}. Required if an attribute of the subject names
   * the caller. Gatepass compares the names only: the proxy must verify the certificate.
   *
   * @return the distinguished names, or empty to accept each issuer that the proxy accepts (the
   *     default)
   */
  String certificateIssuers() default "";

  /**
   * The name of the header in which proxies list the client's address; {@code
   * gatepass.client-ip-header}. Logs and events contain the client's address, and failed passwords
   * are counted by it. It has no effect on trust or identity. The header must not be that of
   * another setting.
   *
   * @return the header name; {@code x-forwarded-for} by default
   */
  String clientIpHeader() default "x-forwarded-for";

  /**
   * Whether each request must have a caller header of a trusted proxy, also for public resources;
   * {@code gatepass.fail-if-header-missing}. With {@code true} the fallback and {@link
   * #bearerTokens} have no effect.
   *
   * @return {@code false} by default
   */
  boolean failIfHeaderMissing() default false;

  /**
   * An expression for {@link #failIfHeaderMissing}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String failIfHeaderMissingExpression() default "";

  /**
   * The addresses and CIDR blocks of the trusted proxies' sockets, separated by commas, such as
   * {@code 10.1.2.3, fd00::7/128}; {@code gatepass.trusted-proxies}. Blocks are at most as wide as
   * /8 (IPv4) or /16 (IPv6). This setting is required while {@link #enabled} is {@code true}.
   *
   * <p>The value {@code any} stands for proxies whose addresses are unknown or not visible, and
   * requires a shared secret: each peer that sends the secret is trusted.
   *
   * @return the addresses and blocks, or {@code any}; empty by default
   */
  String trustedProxies() default "";

  /**
   * The name of the header in which the proxy sends the shared secret; {@code
   * gatepass.shared-secret-header}. Filters, servlets and resources of the application cannot read
   * this header.
   *
   * @return the header name, or empty for no secret (the default)
   */
  String sharedSecretHeader() default "";

  /**
   * The valid shared secrets, separated by commas, each of 32 to 512 characters from {@code
   * A-Za-z0-9._~-}; {@code gatepass.shared-secrets}. The proxy sends one of them; several allow
   * rotation. Put secrets into external configuration or an expression, not into source code.
   *
   * @return the secrets, or empty for none (the default)
   */
  String sharedSecrets() default "";

  /**
   * The absolute path of a file with the valid shared secrets, in place of {@link #sharedSecrets};
   * {@code gatepass.shared-secrets-file}. The secrets are separated by commas or line breaks. A
   * changed file is read again while the application runs.
   *
   * @return the path, or empty for none (the default)
   */
  String sharedSecretsFile() default "";

  /**
   * The client certificates of the trusted proxies, separated by {@code |}; {@code
   * gatepass.proxy-certificates}. The proxy's TLS connection must have one of them. Each entry is a
   * SHA-256 fingerprint in hexadecimal digits, or {@code subject=<name>;issuer=<name>} with both
   * distinguished names (RFC 2253).
   *
   * @return the certificates, or empty to require none (the default)
   */
  String proxyCertificates() default "";

  /**
   * Whether the session remembers a header login; {@code gatepass.persistent}. This is for proxies
   * that send the caller header on login paths only.
   *
   * @return {@code false} by default
   */
  boolean persistent() default false;

  /**
   * An expression for {@link #persistent}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String persistentExpression() default "";

  /**
   * The only paths on which a header login is accepted, below the context root, separated by commas
   * and compared as a whole; {@code gatepass.login-paths}. Allowed only with {@link #persistent}.
   *
   * @return the paths, or empty for all paths (the default)
   */
  String loginPaths() default "";

  /**
   * The password login for requests in which no trusted proxy names a caller; {@code
   * gatepass.fallback}.
   *
   * @return the fallback; {@link Fallback#NONE} by default
   */
  Fallback fallback() default Fallback.NONE;

  /**
   * An expression for {@link #fallback}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String fallbackExpression() default "";

  /**
   * Whether programs may authenticate themselves by bearer tokens of the application's own; {@code
   * gatepass.bearer-tokens}. In a request without a trusted caller header, Gatepass reads {@code
   * Authorization: Bearer} and passes the token to the identity stores as a {@link
   * BearerTokenCredential}. This requires a store of the application that validates this
   * credential, and is independent of the {@link #fallback}.
   *
   * @return {@code false} by default
   */
  boolean bearerTokens() default false;

  /**
   * An expression for {@link #bearerTokens}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String bearerTokensExpression() default "";

  /**
   * The path of the login page to which {@link Fallback#FORM} redirects, below the context root;
   * {@code gatepass.login-page}.
   *
   * @return the path, starting with a slash; {@code /login} by default
   */
  String loginPage() default "/login";

  /**
   * The address to redirect to after a logout, so that the proxy ends its own login; {@code
   * gatepass.sign-out-url}. The application reads it from {@link LoginOptions} and redirects.
   *
   * @return an absolute http or https address, a path of this server, or empty for none (the
   *     default)
   */
  String signOutUrl() default "";

  /**
   * The public address of the application: scheme, host, port and path; {@code
   * gatepass.public-url}. With https the session cookie is {@code Secure}. With {@link
   * #sameOriginCheck}, pages of its origin may send requests that change something. A path is for a
   * proxy that serves the context root below another path than the context path: the session cookie
   * and the redirect to the login page then have that path. Gatepass never derives the address from
   * a request.
   *
   * @return an http or https address, or empty for none (the default)
   */
  String publicUrl() default "";

  /**
   * Whether Gatepass rejects requests that change something, and WebSocket handshakes, if the
   * headers of the browser show that a page of another origin sent them; {@code
   * gatepass.same-origin-check}. Browsers add cookies to such requests, and proxies add the caller
   * name ({@link Rejection#CROSS_SITE}).
   *
   * @return {@code false} by default
   */
  boolean sameOriginCheck() default false;

  /**
   * An expression for {@link #sameOriginCheck}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String sameOriginCheckExpression() default "";

  /**
   * Other origins whose pages may send requests that change something, and open WebSockets, with
   * {@link #sameOriginCheck}; {@code gatepass.trusted-origins}. Separated by commas, each a scheme,
   * a host and a port, such as {@code https://idp.example.org}, compared exactly.
   *
   * @return the origins, or empty for none (the default)
   */
  String trustedOrigins() default "";

  /**
   * The paths whose requests are anonymous, whatever they carry, such as those of health checks;
   * {@code gatepass.open-paths}. Separated by commas, each a path below the context root or a
   * prefix, as a servlet is mapped: {@code /health, /metrics/*}. Gatepass reads no identity header,
   * password, token or remembered login of such a request, and calls no identity store. A path that
   * the container protects is not open. {@link #failIfHeaderMissing} does not apply to open paths;
   * {@link #sameOriginCheck} does.
   *
   * @return the paths, or empty for none (the default)
   */
  String openPaths() default "";

  /**
   * Whether CORS preflight requests reach the filters of the application, as anonymous requests;
   * {@code gatepass.allow-preflight}. A preflight is an {@code OPTIONS} request with the headers
   * {@code Origin} and {@code Access-Control-Request-Method}; browsers send it without a login. It
   * reaches no servlet. A constraint of the container for {@code OPTIONS} is stronger.
   *
   * @return {@code false} by default
   */
  boolean allowPreflight() default false;

  /**
   * An expression for {@link #allowPreflight}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String allowPreflightExpression() default "";

  /**
   * The maximum number of concurrent password checks, 1 to 1,000; {@code gatepass.password-checks}.
   * Further checks wait for at most a second; then the answer is 503 ({@link
   * Rejection#TOO_MANY_CHECKS}).
   *
   * @return the number, or 0 for the number of processors (the default)
   */
  int passwordChecks() default 0;

  /**
   * An expression for {@link #passwordChecks}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String passwordChecksExpression() default "";

  /**
   * The cost of new password hashes; {@code gatepass.password-cost}. The parameters of Argon2id
   * (RFC 9106), in the form of a PHC string: {@code m}, the memory in KiB, 7,168 to 262,144; {@code
   * t}, the passes, 1 to 16; and {@code p}, the lanes, 1 to 16. A login replaces a stored hash of
   * lower cost; a hash of higher cost remains.
   *
   * @return the cost; {@code m=19456,t=2,p=1} by default
   */
  String passwordCost() default AccountOptions.DEFAULT_PASSWORD_COST;

  /**
   * The maximum age of cached accounts, of cached passwords that HTTP Basic has verified, and of
   * cached bearer tokens, as an ISO 8601 duration; {@code gatepass.staleness}.
   *
   * @return the duration, {@code PT0.1S} to {@code PT1H}, {@code PT1S} by default; {@code PT0S} to
   *     query the database and verify the password or the token for each request
   */
  String staleness() default "PT1S";

  /**
   * The maximum age of cached groups, as an ISO 8601 duration; {@code gatepass.groups-max-age}. It
   * applies to identity stores that only provide groups, and to remembered logins that were
   * accepted by a store other than Gatepass's.
   *
   * @return the duration, {@code PT0.1S} to {@code PT1H}, {@code PT1M} by default; {@code PT0S} to
   *     call the store for each request
   */
  String groupsMaxAge() default "PT1M";

  /**
   * The maximum age of a remembered login, regardless of activity, as an ISO 8601 duration; {@code
   * gatepass.session-max-age}. The idle timeout of sessions is the server's.
   *
   * @return the duration, at most 3,650 days; empty for the default, which is {@code PT1H} with
   *     {@link #persistent} and {@link HeaderIdentityStoreDefinition}, else {@code PT12H}
   */
  String sessionMaxAge() default "";

  /**
   * Whether the active-user store creates an account for a header caller without one; {@code
   * gatepass.create-unknown-callers}.
   *
   * @return {@code false} by default
   */
  boolean createUnknownCallers() default false;

  /**
   * An expression for {@link #createUnknownCallers}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String createUnknownCallersExpression() default "";

  /**
   * The maximum number of accounts that a node creates in a minute, 1 to 10,000; {@code
   * gatepass.create-per-minute}. Beyond it, requests of unknown callers are answered with 503
   * ({@link Rejection#TOO_MANY_NEW_CALLERS}).
   *
   * @return the number; 60 by default
   */
  int createPerMinute() default 60;

  /**
   * An expression for {@link #createPerMinute}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String createPerMinuteExpression() default "";

  /**
   * The groups of an account that Gatepass creates for an unknown caller, separated by commas;
   * {@code gatepass.default-groups}. Allowed only with {@link #createUnknownCallers}. An existing
   * account keeps its groups. Each name that the proxy asserts gets these groups, so they must
   * carry no rights beyond those of a newcomer.
   *
   * @return the groups, each of 1 to 255 characters; empty for none (the default)
   */
  String defaultGroups() default "";

  /**
   * Whether header logins of inactive callers are accepted; {@code
   * gatepass.allow-inactive-callers}. With {@code true} the deactivation of an account does not
   * prevent header logins. Locked and expired accounts do not allow logins.
   *
   * @return {@code false} by default
   */
  boolean allowInactiveCallers() default false;

  /**
   * An expression for {@link #allowInactiveCallers}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String allowInactiveCallersExpression() default "";

  /**
   * The charset of header values: {@code UTF-8}, {@code ISO-8859-1} or {@code US-ASCII}; {@code
   * gatepass.header-charset}. Bytes that are invalid in it are never replaced ({@link
   * Rejection#UNREADABLE_VALUE}).
   *
   * @return the charset; {@code UTF-8} by default
   */
  String headerCharset() default "UTF-8";

  /**
   * The encoding of non-ASCII text in headers: {@code NONE} (plain bytes), {@code PERCENT}
   * (percent-encoding, RFC 3986) or {@code RFC2047} (encoded words); {@code
   * gatepass.header-encoding}.
   *
   * @return the encoding; {@code NONE} by default
   */
  String headerEncoding() default "NONE";

  /**
   * A regular expression ({@link java.util.regex.Pattern}) that a whole caller name must match;
   * {@code gatepass.caller-name-pattern}. Gatepass matches the asserted name after {@link
   * #callerNameTransform}, before a {@link CallerNameNormalizer} changes it.
   *
   * @return the expression, or empty for the standard rule (the default): ASCII digits, {@code .
   *     _ @ + -} and letters of one script
   */
  String callerNamePattern() default "";

  /**
   * A change of asserted caller names; {@code gatepass.caller-name-transform}: one realm at the end
   * of names, such as {@code @EXAMPLE.COM}, or one prefix that ends with a backslash, a colon or a
   * slash, such as {@code EXAMPLE\}; {@code lower-case}; or one of the first two and {@code
   * lower-case}, with a comma between them. Gatepass removes the realm or prefix, which it compares
   * exactly, and then converts the name to lower case. It rejects names with another realm or
   * prefix ({@link Rejection#REALM_NOT_LISTED}), and leaves names without one as they are. Two
   * asserted names with the same result are one caller.
   *
   * @return the transform, or empty for none (the default)
   */
  String callerNameTransform() default "";

  /**
   * The maximum length of a caller name in code points, 1 to 255; {@code
   * gatepass.caller-name-max-length}.
   *
   * @return the length; 150 by default
   */
  int callerNameMaxLength() default 150;

  /**
   * An expression for {@link #callerNameMaxLength}.
   *
   * @return the expression, or empty to use the attribute (the default)
   */
  String callerNameMaxLengthExpression() default "";

  /**
   * How the server calls Gatepass; {@code gatepass.integration}. {@code MECHANISM} is a mechanism
   * of Jakarta Security, {@code MODULE} is a module of Jakarta Authentication with less work for
   * each request, and {@code AUTO} is the module on servers on which it is known to work, else the
   * mechanism. All of them decide about requests in the same way.
   *
   * @return the integration; {@code AUTO} by default
   */
  String integration() default "AUTO";

  /**
   * Qualifier types of the mechanism's bean, by which an {@code HttpAuthenticationMechanismHandler}
   * of the application selects it. The types must be qualifiers without members. Handlers require
   * Jakarta Security 4.0 (Jakarta EE 11); on an older server any qualifier stops the deployment.
   * This attribute has no key.
   *
   * @return the qualifier types; none by default
   */
  Class<?>[] qualifiers() default {};

  /**
   * Settings of Gatepass's modules, each as {@code key=value} with the key as in external
   * configuration but without the prefix: {@code "assertion.preset=keycloak"}.
   *
   * @return the settings; empty by default
   */
  String[] moduleSettings() default {};
}
