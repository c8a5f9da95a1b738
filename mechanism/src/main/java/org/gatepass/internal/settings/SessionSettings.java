// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.gatepass.internal.trust.SameOriginRule;
import org.gatepass.internal.trust.WebOrigin;
import org.jspecify.annotations.Nullable;

/**
 * The settings about sessions and their cookies. Immutable.
 *
 * @param persistence whether and where header callers are remembered
 * @param maxAge the maximum age of a remembered login
 * @param publicOrigin the address that people use, or null when it is not configured
 * @param sameOriginRule rejects requests that pages of other sites made a browser send; null when
 *     they are not checked
 */
public record SessionSettings(
    Persistence persistence,
    Duration maxAge,
    @Nullable WebOrigin publicOrigin,
    @Nullable SameOriginRule sameOriginRule) {

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

  static SessionSettings read(SettingTexts texts, TrustSettings trust) {
    WebOrigin publicOrigin = texts.value(Keys.PUBLIC_URL).orElse(null);
    return new SessionSettings(
        persistence(texts, trust),
        texts.required(Keys.SESSION_MAX_AGE),
        publicOrigin,
        texts.required(Keys.SAME_ORIGIN_CHECK) ? new SameOriginRule(publicOrigin) : null);
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
