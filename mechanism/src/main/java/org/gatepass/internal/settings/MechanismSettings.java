// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatepass.AccountOptions;
import org.gatepass.Fallback;
import org.gatepass.GroupsSource;
import org.gatepass.LoginOptions;
import org.gatepass.TrustReport;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.CallerNameRule;
import org.gatepass.internal.identity.GroupsMapping;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.identity.IdentityHeaderRules;
import org.gatepass.internal.identity.IdentityHeaders;
import org.gatepass.internal.trust.CidrBlock;
import org.gatepass.internal.trust.ClientAddress;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.internal.trust.SameOriginRule;
import org.gatepass.internal.trust.SharedSecrets;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.internal.trust.WebOrigin;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force, checked. Immutable and safe for use by many threads.
 *
 * @param headersEnabled whether headers are read at all
 * @param judge decides whom to trust and what is asserted
 * @param clientAddress finds the client's address for log and events
 * @param secretHeader the header to hide from the application, or null
 * @param groupsSource where the groups of a header caller come from
 * @param failIfHeaderMissing whether nobody gets in without a trusted header
 * @param persistence whether and where header callers are remembered
 * @param login how people log in and out
 * @param sessionMaxAge how long a remembered caller lasts
 * @param publicOrigin the address that people use, or null when it is not known
 * @param sameOriginRule which requests other sites' pages may not have sent; null when it is not
 *     checked
 * @param passwordChecks how many passwords are checked at a time
 * @param staleness how long a verified password counts without being verified again
 * @param groupsMaxAge how long groups are cached that a store gave apart from a validation
 * @param accounts what stores do about unknown and inactive callers
 * @param integration the way by which requests come
 * @param prefix what each key's name begins with
 * @param report the settings that have a value, for people, without secrets
 * @param warnings what an operator should look at
 */
public record MechanismSettings(
    boolean headersEnabled,
    HeaderJudge judge,
    ClientAddress clientAddress,
    @Nullable HeaderName secretHeader,
    GroupsSource groupsSource,
    boolean failIfHeaderMissing,
    Persistence persistence,
    LoginOptions login,
    Duration sessionMaxAge,
    @Nullable WebOrigin publicOrigin,
    @Nullable SameOriginRule sameOriginRule,
    int passwordChecks,
    Duration staleness,
    Duration groupsMaxAge,
    AccountOptions accounts,
    Integration integration,
    String prefix,
    List<TrustReport.Setting> report,
    List<String> warnings) {
  private static final Duration MAX_AGE = Duration.ofHours(12);

  /** Shorter, since no store can end such a login earlier. */
  private static final Duration MAX_AGE_WITHOUT_ACCOUNTS = Duration.ofHours(1);

  private static final List<SettingKey<HeaderName>> HEADERS =
      List.of(
          Keys.CALLER_HEADER,
          Keys.SHARED_SECRET_HEADER,
          Keys.GROUPS_HEADER,
          Keys.EMAIL_HEADER,
          Keys.NAME_HEADER,
          Keys.CLIENT_IP_HEADER);

  /** The headers that settings name, by the settings' keys. */
  public SortedMap<String, HeaderName> headerNames() {
    SortedMap<String, HeaderName> names = new TreeMap<>();
    for (SettingKey<HeaderName> key : HEADERS) {
      report.stream()
          .filter(setting -> setting.key().equals(key.under(prefix).name()))
          .forEach(setting -> names.put(setting.key(), key.parse(setting.value())));
    }
    return names;
  }

  /**
   * The complaint that the module can't be had where {@link #integration} asks for nothing else.
   */
  public SettingException noModule(String reason) {
    return Keys.INTEGRATION
        .under(prefix)
        .violation(Integration.MODULE.name(), "can't be had here: " + reason);
  }

  /**
   * The complaint that a mechanism can't be had where {@link #integration} asks for nothing else.
   */
  public SettingException noMechanism(String reason) {
    return Keys.INTEGRATION
        .under(prefix)
        .violation(Integration.MECHANISM.name(), "can't be had here: " + reason);
  }

  /**
   * Reads the texts and checks them against each other.
   *
   * @param found the texts
   * @param withoutAccounts whether the store that admits header callers has no accounts
   */
  static MechanismSettings of(SettingTexts found, boolean withoutAccounts) {
    boolean endsByAgeAlone = withoutAccounts && found.required(Keys.PERSISTENT);
    SettingTexts texts =
        found.withDefault(
            Keys.SESSION_MAX_AGE, (endsByAgeAlone ? MAX_AGE_WITHOUT_ACCOUNTS : MAX_AGE).toString());
    List<String> warnings = new ArrayList<>(texts.warnings());
    boolean enabled = texts.required(Keys.ENABLED);
    List<CidrBlock> proxies = texts.value(Keys.TRUSTED_PROXIES).orElse(List.of());
    if (enabled && proxies.isEmpty()) {
      throw texts.missing(
          Keys.TRUSTED_PROXIES, "a header is trusted only from a trusted proxy's address");
    }
    for (CidrBlock block : proxies) {
      if (block.isWiderThan256()) {
        warnings.add(
            texts.name(Keys.TRUSTED_PROXIES)
                + ": "
                + block
                + " holds more than 256 addresses; each of them may name any caller");
      }
    }
    HeaderName secretHeader = texts.value(Keys.SHARED_SECRET_HEADER).orElse(null);
    SharedSecrets secrets = texts.value(Keys.SHARED_SECRETS).orElse(null);
    if (secretHeader == null && secrets != null) {
      throw texts.missing(Keys.SHARED_SECRET_HEADER, texts.name(Keys.SHARED_SECRETS) + " is");
    }
    if (secretHeader != null && secrets == null) {
      throw texts.missing(Keys.SHARED_SECRETS, texts.name(Keys.SHARED_SECRET_HEADER) + " is");
    }
    TrustedProxies trustedProxies = new TrustedProxies(proxies);
    HeaderJudge judge =
        new HeaderJudge(
            new ProxyTrust(
                trustedProxies,
                secretHeader,
                secrets,
                texts.value(Keys.PROXY_CERTIFICATES).orElse(List.of())),
            new IdentityHeaders(headerRules(texts, secretHeader, warnings)));

    HeaderName clientIpHeader = texts.required(Keys.CLIENT_IP_HEADER);
    checkClientIpHeader(clientIpHeader, judge.headers());
    boolean failIfHeaderMissing = enabled && texts.required(Keys.FAIL_IF_HEADER_MISSING);
    Fallback fallback = fallback(texts, enabled, failIfHeaderMissing, warnings);
    WebOrigin publicOrigin = texts.value(Keys.PUBLIC_URL).orElse(null);
    return new MechanismSettings(
        enabled,
        judge,
        new ClientAddress(clientIpHeader, trustedProxies),
        secretHeader,
        groupsSource(texts),
        failIfHeaderMissing,
        persistence(texts),
        new LoginOptions(fallback, texts.required(Keys.LOGIN_PAGE), texts.value(Keys.SIGN_OUT_URL)),
        texts.required(Keys.SESSION_MAX_AGE),
        publicOrigin,
        texts.required(Keys.SAME_ORIGIN_CHECK) ? new SameOriginRule(publicOrigin) : null,
        texts.value(Keys.PASSWORD_CHECKS).orElse(Runtime.getRuntime().availableProcessors()),
        texts.required(Keys.STALENESS),
        texts.required(Keys.GROUPS_MAX_AGE),
        accounts(texts, warnings),
        texts.required(Keys.INTEGRATION),
        texts.prefix(),
        report(texts),
        List.copyOf(warnings));
  }

  private static IdentityHeaderRules headerRules(
      SettingTexts texts, @Nullable HeaderName secretHeader, List<String> warnings) {
    HeaderName groupsHeader = texts.value(Keys.GROUPS_HEADER).orElse(null);
    if (groupsHeader != null && texts.find(Keys.GROUPS_MAPPING).isEmpty()) {
      warnings.add(
          texts.name(Keys.GROUPS_MAPPING)
              + ": is not set, so that no group in "
              + groupsHeader
              + " counts (example: "
              + Keys.GROUPS_MAPPING.example()
              + ")");
    }
    int maxLength = texts.required(Keys.CALLER_NAME_MAX_LENGTH);
    CallerNameRule nameRule =
        texts
            .value(Keys.CALLER_NAME_PATTERN)
            .map(pattern -> CallerNameRule.matching(pattern, maxLength))
            .orElseGet(() -> CallerNameRule.standard(maxLength));
    try {
      return new IdentityHeaderRules(
          texts.required(Keys.CALLER_HEADER),
          groupsHeader,
          texts.required(Keys.GROUPS_SEPARATOR),
          texts.required(Keys.GROUPS_REPEATED),
          texts.value(Keys.GROUPS_MAPPING).orElse(GroupsMapping.none()),
          texts.value(Keys.EMAIL_HEADER).orElse(null),
          texts.value(Keys.NAME_HEADER).orElse(null),
          secretHeader,
          texts.required(Keys.HEADER_CHARSET),
          texts.required(Keys.HEADER_ENCODING),
          nameRule);
    } catch (IllegalArgumentException rule) {
      throw new SettingException("gatepass: the settings don't go together: " + rule.getMessage());
    }
  }

  /** Clients may write their own address into it, so that it must carry nothing that is trusted. */
  private static void checkClientIpHeader(HeaderName clientIpHeader, List<HeaderName> others) {
    for (HeaderName other : others) {
      if (other.equals(clientIpHeader) || other.hasAlias(clientIpHeader.name())) {
        throw Keys.CLIENT_IP_HEADER.violation(
            clientIpHeader.name(), "is, or is too like, the header of another setting: " + other);
      }
    }
  }

  private static GroupsSource groupsSource(SettingTexts texts) {
    GroupsSource source = texts.required(Keys.GROUPS_SOURCE);
    if (source == GroupsSource.HEADER && texts.find(Keys.GROUPS_HEADER).isEmpty()) {
      throw texts.missing(Keys.GROUPS_HEADER, texts.name(Keys.GROUPS_SOURCE) + " is HEADER");
    }
    // So that groups of a header that is read no more don't live on in sessions.
    return texts.find(Keys.GROUPS_HEADER).isEmpty() ? GroupsSource.STORE : source;
  }

  private static AccountOptions accounts(SettingTexts texts, List<String> warnings) {
    boolean allowInactive = texts.required(Keys.ALLOW_INACTIVE_CALLERS);
    if (allowInactive) {
      warnings.add(
          texts.name(Keys.ALLOW_INACTIVE_CALLERS)
              + ": is true, so that deactivation keeps nobody out whom the proxy names");
    }
    return new AccountOptions(
        texts.required(Keys.CREATE_UNKNOWN_CALLERS),
        texts.required(Keys.CREATE_PER_MINUTE),
        allowInactive,
        texts.required(Keys.STALENESS),
        texts.required(Keys.PASSWORD_COST));
  }

  private static Persistence persistence(SettingTexts texts) {
    boolean persistent = texts.required(Keys.PERSISTENT);
    List<String> loginPaths = texts.value(Keys.LOGIN_PATHS).orElse(List.of());
    if (!persistent && !loginPaths.isEmpty()) {
      throw texts.violation(
          Keys.LOGIN_PATHS,
          String.join(",", loginPaths),
          "makes sense only with " + texts.name(Keys.PERSISTENT) + ": nobody would stay logged in");
    }
    if (persistent && texts.required(Keys.FAIL_IF_HEADER_MISSING)) {
      throw texts.violation(
          Keys.PERSISTENT,
          "true",
          "contradicts "
              + texts.name(Keys.FAIL_IF_HEADER_MISSING)
              + ": a remembered caller comes without a header");
    }
    return new Persistence(persistent, Set.copyOf(loginPaths));
  }

  private static Fallback fallback(
      SettingTexts texts, boolean enabled, boolean failIfHeaderMissing, List<String> warnings) {
    Fallback fallback = texts.required(Keys.FALLBACK);
    if (failIfHeaderMissing && fallback != Fallback.NONE) {
      warnings.add(
          texts.name(Keys.FALLBACK)
              + ": "
              + fallback
              + " has no effect, because "
              + texts.name(Keys.FAIL_IF_HEADER_MISSING)
              + " is set");
      return Fallback.NONE;
    }
    if (!enabled && fallback == Fallback.NONE) {
      warnings.add(
          texts.name(Keys.FALLBACK)
              + ": is NONE while "
              + texts.name(Keys.ENABLED)
              + " is false, so that nobody can log in");
    }
    return fallback;
  }

  private static List<TrustReport.Setting> report(SettingTexts texts) {
    List<TrustReport.Setting> settings = new ArrayList<>();
    for (SettingKey<?> key : Keys.ALL) {
      texts
          .find(key)
          .ifPresent(
              found ->
                  settings.add(
                      new TrustReport.Setting(
                          texts.name(key), key.shown(found.text()), found.origin().toString())));
    }
    return List.copyOf(settings);
  }
}
