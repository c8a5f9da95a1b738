// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Turns on the authentication mechanism that trusts a reverse proxy's header. It stands once in an
 * application, on a CDI bean with a scope or on its {@code jakarta.ws.rs.core.Application}:
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
 * <p>Each setting has a key, and a value found outside wins over the attribute here. It is looked
 * for as a system property of the key's name, as an environment variable of the key's name in upper
 * case with {@code _} for all that is neither letter nor digit, and in MicroProfile Config where
 * the server has it.
 *
 * <p>A String attribute may be one whole Jakarta Expression Language expression, {@code #{...}};
 * other attributes have a twin whose name ends in {@code Expression}. Expressions are evaluated
 * when the application starts. A wrong value stops the deployment, or the start where the value
 * came from an expression, with a message that names the key, the value, the rule and a good
 * example.
 *
 * <p>The caller is a {@link RemoteUserPrincipal}. This mechanism must not be combined with
 * {@code @AutoApplySession} or {@code @RememberMe}: both answer without asking it.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RemoteUserAuthenticationMechanismDefinition {
  /**
   * What the keys of all settings begin with, so that two applications of one server read settings
   * of their own: with {@code staff.gatepass}, {@link #callerHeader} has the key {@code
   * staff.gatepass.caller-header} and the environment variable {@code
   * STAFF_GATEPASS_CALLER_HEADER}. Letters and digits, with {@code .} or {@code -} between them; an
   * expression is not evaluated here.
   *
   * @return {@code gatepass} unless set
   */
  String prefix() default "gatepass";

  /**
   * Whether headers are read at all; {@code gatepass.enabled}. With {@code false} only the {@link
   * #fallback} is left: the way back in after a mistake.
   *
   * @return {@code true} unless set
   */
  boolean enabled() default true;

  /**
   * An expression for {@link #enabled}.
   *
   * @return the expression, or empty to use the attribute
   */
  String enabledExpression() default "";

  /**
   * The name of the header that names the caller; {@code gatepass.caller-header}.
   *
   * @return the header's name
   */
  String callerHeader() default "remote-user";

  /**
   * The name of the header that lists the caller's groups; {@code gatepass.groups-header}.
   *
   * @return the header's name, or empty to read no groups
   */
  String groupsHeader() default "";

  /**
   * The character between two groups: {@code ,} or {@code ;} or {@code |}, or one of the names
   * {@code CARET}, {@code COLON} and {@code SPACE}; {@code gatepass.groups-separator}. With {@code
   * NONE} a line is one group, whatever it holds.
   *
   * @return the separator
   */
  String groupsSeparator() default ",";

  /**
   * Where the groups of a header caller come from; {@code gatepass.groups-source}. Without a groups
   * header {@link GroupsSource#BOTH} comes to the store's alone.
   *
   * @return the source
   */
  GroupsSource groupsSource() default GroupsSource.BOTH;

  /**
   * An expression for {@link #groupsSource}.
   *
   * @return the expression, or empty to use the attribute
   */
  String groupsSourceExpression() default "";

  /**
   * Whether several groups lines are all read; {@code gatepass.groups-repeated}. Otherwise a second
   * line makes the request malformed.
   *
   * @return {@code false} unless set
   */
  boolean groupsRepeated() default false;

  /**
   * An expression for {@link #groupsRepeated}.
   *
   * @return the expression, or empty to use the attribute
   */
  String groupsRepeatedExpression() default "";

  /**
   * Which header groups count, and as what: {@code idp-admins=administrator,staff=user}; {@code
   * gatepass.groups-mapping}. A group may stand in several entries. A name in double quotes may
   * hold a comma and an equals sign, as those of LDAP do: {@code
   * "cn=admins,dc=example"=administrator}. A lone {@code *} takes each as it is.
   *
   * @return the mapping, or empty to let none count
   */
  String groupsMapping() default "";

  /**
   * The name of the header that holds the caller's e-mail address; {@code gatepass.email-header}.
   *
   * @return the header's name, or empty to read none
   */
  String emailHeader() default "";

  /**
   * The name of the header that holds the caller's display name; {@code gatepass.name-header}.
   *
   * @return the header's name, or empty to read none
   */
  String nameHeader() default "";

  /**
   * The name of the header in which proxies list the client's address; {@code
   * gatepass.client-ip-header}. It is told in logs and events, and failed passwords are counted by
   * it; it never says who the caller is. It may not be the header of another setting.
   *
   * @return the header's name
   */
  String clientIpHeader() default "x-forwarded-for";

  /**
   * Whether nobody gets in without a trusted header, public resources included; {@code
   * gatepass.fail-if-header-missing}. It switches the fallback off.
   *
   * @return {@code false} unless set
   */
  boolean failIfHeaderMissing() default false;

  /**
   * An expression for {@link #failIfHeaderMissing}.
   *
   * @return the expression, or empty to use the attribute
   */
  String failIfHeaderMissingExpression() default "";

  /**
   * The addresses and CIDR blocks of the proxies' sockets, separated by commas; {@code
   * gatepass.trusted-proxies}. With none the deployment fails.
   *
   * @return the addresses
   */
  String trustedProxies() default "";

  /**
   * The name of the header in which the proxy shows the shared secret; {@code
   * gatepass.shared-secret-header}. It is hidden from filters, servlets and resources.
   *
   * @return the header's name, or empty when there is no secret
   */
  String sharedSecretHeader() default "";

  /**
   * The secrets of which the proxy shows one, separated by commas, each of at least 32 characters
   * from {@code A-Za-z0-9._~-}; {@code gatepass.shared-secrets}. Several make rotation possible. A
   * secret belongs outside or in an expression, not in source code.
   *
   * @return the secrets, or empty when there is none
   */
  String sharedSecrets() default "";

  /**
   * The client certificates of which the proxy's connection shows one, separated by {@code |};
   * {@code gatepass.proxy-certificates}. Each is the SHA-256 fingerprint in hexadecimal digits, or
   * {@code subject=<name>;issuer=<name>} with both distinguished names.
   *
   * @return the certificates, or empty when none is asked for
   */
  String proxyCertificates() default "";

  /**
   * Whether a header caller is remembered in the session; {@code gatepass.persistent}. It is for
   * proxies that authenticate on login paths only.
   *
   * @return {@code false} unless set
   */
  boolean persistent() default false;

  /**
   * An expression for {@link #persistent}.
   *
   * @return the expression, or empty to use the attribute
   */
  String persistentExpression() default "";

  /**
   * With {@link #persistent}, the only paths below the context root on which a header admits,
   * separated by commas and compared whole; {@code gatepass.login-paths}.
   *
   * @return the paths, or empty for everywhere
   */
  String loginPaths() default "";

  /**
   * The login that is left to people whom no trusted proxy has named; {@code gatepass.fallback}.
   *
   * @return the fallback
   */
  Fallback fallback() default Fallback.NONE;

  /**
   * An expression for {@link #fallback}.
   *
   * @return the expression, or empty to use the attribute
   */
  String fallbackExpression() default "";

  /**
   * The path, below the context root, of the page to which {@link Fallback#FORM} sends people;
   * {@code gatepass.login-page}.
   *
   * @return the path
   */
  String loginPage() default "/login";

  /**
   * Where people are to go after logout, so that the proxy forgets them too; {@code
   * gatepass.sign-out-url}.
   *
   * @return an absolute http or https address, a path of this server, or empty when there is none
   */
  String signOutUrl() default "";

  /**
   * The address that people use, as scheme, host and port; {@code gatepass.public-url}. With https
   * the session cookie is {@code Secure}; with {@link #sameOriginCheck} it is the origin that
   * unsafe requests must come from. It is never taken from a request.
   *
   * @return an http or https address without a path, or empty when it is not known
   */
  String publicUrl() default "";

  /**
   * Whether requests that change something, and WebSocket handshakes, are rejected when a browser
   * says that a page of another origin sent them; {@code gatepass.same-origin-check}. Browsers add
   * cookies, and proxies the caller's name, to such requests as well.
   *
   * @return {@code false} unless set
   */
  boolean sameOriginCheck() default false;

  /**
   * An expression for {@link #sameOriginCheck}.
   *
   * @return the expression, or empty to use the attribute
   */
  String sameOriginCheckExpression() default "";

  /**
   * How many passwords are checked at a time, 1 to 1,000; {@code gatepass.password-checks}. Others
   * wait for a second at most, then the answer is 503.
   *
   * @return the number, or 0 for the number of processors
   */
  int passwordChecks() default 0;

  /**
   * An expression for {@link #passwordChecks}.
   *
   * @return the expression, or empty to use the attribute
   */
  String passwordChecksExpression() default "";

  /**
   * What a new password hash costs; {@code gatepass.password-cost}. The parameters of Argon2id (RFC
   * 9106), as a PHC string gives them: {@code m}, the memory in KiB, 7,168 to 262,144; {@code t},
   * the passes over it, and {@code p}, the lanes, 1 to 16 each. A stored hash that costs less is
   * replaced at the next login; one that costs more stays.
   *
   * @return the cost
   */
  String passwordCost() default AccountOptions.DEFAULT_PASSWORD_COST;

  /**
   * How old what a store remembers of an account may be, and how long a password that HTTP Basic
   * sent counts as verified, as an ISO 8601 duration of 100 milliseconds to an hour; {@code
   * gatepass.staleness}.
   *
   * @return the duration; {@code PT0S} when the database is to be asked, and the password to be
   *     verified, for each request
   */
  String staleness() default "PT1S";

  /**
   * How long groups are cached, as an ISO 8601 duration; {@code gatepass.groups-max-age}. It
   * concerns the groups of stores that only give groups, and those of a remembered login that
   * another store than Gatepass's accepted.
   *
   * @return the duration, {@code PT0.1S} to {@code PT1H}; {@code PT0S} to call the store for each
   *     request
   */
  String groupsMaxAge() default "PT1M";

  /**
   * How long a remembered caller lasts, whatever it does, as an ISO 8601 duration; {@code
   * gatepass.session-max-age}. The idle limit is the server's own.
   *
   * @return the duration, or empty for twelve hours, and for one hour where callers are {@link
   *     #persistent} and {@link HeaderIdentityStoreDefinition} admits them
   */
  String sessionMaxAge() default "";

  /**
   * Whether an account is created for a caller whom a trusted proxy names and no store knows;
   * {@code gatepass.create-unknown-callers}.
   *
   * @return {@code false} unless set
   */
  boolean createUnknownCallers() default false;

  /**
   * An expression for {@link #createUnknownCallers}.
   *
   * @return the expression, or empty to use the attribute
   */
  String createUnknownCallersExpression() default "";

  /**
   * How many accounts a node creates in a minute at most, 1 to 10,000; {@code
   * gatepass.create-per-minute}. Beyond it unknown callers are answered 503.
   *
   * @return the number
   */
  int createPerMinute() default 60;

  /**
   * An expression for {@link #createPerMinute}.
   *
   * @return the expression, or empty to use the attribute
   */
  String createPerMinuteExpression() default "";

  /**
   * Whether inactive callers get in by header all the same; {@code
   * gatepass.allow-inactive-callers}. Deactivation then keeps nobody out whom the proxy names.
   *
   * @return {@code false} unless set
   */
  boolean allowInactiveCallers() default false;

  /**
   * An expression for {@link #allowInactiveCallers}.
   *
   * @return the expression, or empty to use the attribute
   */
  String allowInactiveCallersExpression() default "";

  /**
   * The charset of header bytes: {@code UTF-8}, {@code ISO-8859-1} or {@code US-ASCII}, read
   * strictly; {@code gatepass.header-charset}.
   *
   * @return the charset
   */
  String headerCharset() default "UTF-8";

  /**
   * How values beyond ASCII are written in headers: {@code NONE}, {@code PERCENT} (RFC 3986) or
   * {@code RFC2047}; {@code gatepass.header-encoding}.
   *
   * @return the encoding
   */
  String headerEncoding() default "NONE";

  /**
   * A regular expression for whole caller names; {@code gatepass.caller-name-pattern}. It judges
   * the asserted name, before a {@link CallerNameNormalizer} changes it.
   *
   * @return the expression, or empty for the standard rule: ASCII digits, {@code . _ @ + -} and
   *     letters of one script
   */
  String callerNamePattern() default "";

  /**
   * The greatest length of a caller name in code points, 1 to 255; {@code
   * gatepass.caller-name-max-length}.
   *
   * @return the length
   */
  int callerNameMaxLength() default 150;

  /**
   * An expression for {@link #callerNameMaxLength}.
   *
   * @return the expression, or empty to use the attribute
   */
  String callerNameMaxLengthExpression() default "";

  /**
   * The way by which the server hands requests over: {@code MECHANISM} (of Jakarta Security),
   * {@code MODULE} (of Jakarta Authentication, with less work for each request) or {@code AUTO},
   * which is the module where it is known to work, else the mechanism; {@code
   * gatepass.integration}. What becomes of a request is the same.
   *
   * @return the way
   */
  String integration() default "AUTO";

  /**
   * Qualifiers for the mechanism's bean, by which an {@code HttpAuthenticationMechanismHandler} of
   * the application tells it from others: qualifier types without members. Handlers came with
   * Jakarta Security 4.0, part of Jakarta EE 11; on an older server any qualifier stops the
   * deployment. This has no key.
   *
   * @return none, so that the mechanism is found without one, unless set
   */
  Class<?>[] qualifiers() default {};
}
