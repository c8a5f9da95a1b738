// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatepass.internal.open.OpenPath;
import org.gatepass.internal.open.OpenRequests;
import org.gatepass.internal.trust.PublicUrl;
import org.gatepass.internal.trust.SameOriginRule;
import org.gatepass.internal.trust.WebOrigin;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The settings about sessions and requests of browsers. Immutable.
 *
 * @param persistence whether and where header callers are remembered
 * @param maxAge the maximum age of a remembered login
 * @param publicUrl the address at which people reach the context root; null if not configured
 * @param sameOriginRule rejects requests that pages of other sites made a browser send; null when
 *     they are not checked
 * @param open the requests that are anonymous whatever they carry
 */
public record SessionSettings(
    Persistence persistence,
    Duration maxAge,
    @Nullable PublicUrl publicUrl,
    @Nullable SameOriginRule sameOriginRule,
    OpenRequests open) {

  /**
   * The settings for remembered header logins.
   *
   * @param isOn whether sessions remember header logins
   * @param loginPaths the only paths on which a header login is accepted; empty for all paths
   */
  public record Persistence(boolean isOn, Set<String> loginPaths) {
    /** Copies the paths. */
    public Persistence {
      loginPaths = Set.copyOf(loginPaths);
    }

    /** Whether header logins are accepted on all paths. */
    public boolean isEverywhere() {
      return loginPaths.isEmpty();
    }

    /**
     * Whether header logins are accepted on a path: the whole path below the context root, compared
     * exactly.
     */
    public boolean admitsHeaderOn(String path) {
      return loginPaths.isEmpty() || loginPaths.contains(path);
    }
  }

  /**
   * Whether the same-origin rule permits a request; true if the rule is off.
   *
   * @param method the request's method
   * @param headers its headers
   */
  public boolean permits(String method, RequestHeaders headers) {
    return sameOriginRule == null || sameOriginRule.permits(method, headers);
  }

  static SessionSettings read(SettingTexts texts, TrustSettings trust) {
    PublicUrl publicUrl = texts.value(Keys.PUBLIC_URL).orElse(null);
    Persistence persistence = persistence(texts, trust);
    return new SessionSettings(
        persistence,
        texts.required(Keys.SESSION_MAX_AGE),
        publicUrl,
        sameOriginRule(texts, publicUrl),
        open(texts, trust, persistence));
  }

  private static @Nullable SameOriginRule sameOriginRule(
      SettingTexts texts, @Nullable PublicUrl publicUrl) {
    List<WebOrigin> trusted = texts.value(Keys.TRUSTED_ORIGINS).orElse(List.of());
    if (texts.required(Keys.SAME_ORIGIN_CHECK)) {
      return new SameOriginRule(publicUrl == null ? null : publicUrl.origin(), trusted);
    }
    if (!trusted.isEmpty()) {
      throw texts.violation(
          Keys.TRUSTED_ORIGINS,
          trusted.stream().map(WebOrigin::toString).collect(Collectors.joining(",")),
          "requires " + texts.name(Keys.SAME_ORIGIN_CHECK) + ": without it no origin is checked");
    }
    return null;
  }

  private static OpenRequests open(
      SettingTexts texts, TrustSettings trust, Persistence persistence) {
    List<OpenPath> paths = texts.value(Keys.OPEN_PATHS).orElse(List.of());
    for (OpenPath path : paths) {
      for (String loginPath : persistence.loginPaths()) {
        if (path.opens(loginPath)) {
          throw texts.violation(
              Keys.OPEN_PATHS,
              path.toString(),
              "opens "
                  + loginPath
                  + ", a path of "
                  + texts.name(Keys.LOGIN_PATHS)
                  + ", where no login would be possible then");
        }
      }
      trust
          .judge()
          .signOutEndpoint()
          .filter(endpoint -> path.opens(endpoint.path()))
          .ifPresent(
              endpoint -> {
                throw texts.violation(
                    Keys.OPEN_PATHS,
                    path.toString(),
                    "opens " + endpoint.path() + ", where an issuer ends logins");
              });
    }
    return new OpenRequests(paths, texts.required(Keys.ALLOW_PREFLIGHT));
  }

  private static Persistence persistence(SettingTexts texts, TrustSettings trust) {
    boolean persistent = texts.required(Keys.PERSISTENT);
    List<String> loginPaths = texts.value(Keys.LOGIN_PATHS).orElse(List.of());
    if (!persistent && !loginPaths.isEmpty()) {
      throw texts.violation(
          Keys.LOGIN_PATHS,
          String.join(",", loginPaths),
          "requires " + texts.name(Keys.PERSISTENT) + ": without it no login would last");
    }
    if (persistent && texts.required(Keys.FAIL_IF_HEADER_MISSING)) {
      throw texts.violation(
          Keys.PERSISTENT,
          "true",
          "contradicts "
              + texts.name(Keys.FAIL_IF_HEADER_MISSING)
              + ": requests of a remembered login come without a header");
    }
    if (!loginPaths.isEmpty() && trust.headersEnabled() && !trust.judge().provesProxyAlone()) {
      throw texts.violation(
          Keys.LOGIN_PATHS,
          String.join(",", loginPaths),
          "requires "
              + texts.name(Keys.SHARED_SECRETS)
              + ", "
              + texts.name(Keys.SHARED_SECRETS_FILE)
              + " or addresses in "
              + texts.name(Keys.TRUSTED_PROXIES)
              + ": a session cookie on other paths does not prove that the proxy sent it");
    }
    return new Persistence(persistent, Set.copyOf(loginPaths));
  }
}
