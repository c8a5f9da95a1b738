// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The attributes of a definition annotation as texts, by the key of their setting. */
final class DefinitionAttributes {
  private final Map<SettingKey<?>, String> texts = new LinkedHashMap<>();

  private DefinitionAttributes() {}

  /** Reads them all; an attribute that is empty is left out. */
  static Map<SettingKey<?>, String> of(RemoteUserAuthenticationMechanismDefinition definition) {
    return new DefinitionAttributes()
        .put(Keys.ENABLED, definition.enabled(), definition.enabledExpression())
        .put(Keys.CALLER_HEADER, definition.callerHeader())
        .put(Keys.GROUPS_HEADER, definition.groupsHeader())
        .put(Keys.GROUPS_SEPARATOR, definition.groupsSeparator())
        .put(Keys.GROUPS_SOURCE, definition.groupsSource(), definition.groupsSourceExpression())
        .put(
            Keys.GROUPS_REPEATED,
            definition.groupsRepeated(),
            definition.groupsRepeatedExpression())
        .put(Keys.GROUPS_MAPPING, definition.groupsMapping())
        .put(Keys.EMAIL_HEADER, definition.emailHeader())
        .put(Keys.NAME_HEADER, definition.nameHeader())
        .put(Keys.CLIENT_IP_HEADER, definition.clientIpHeader())
        .put(
            Keys.FAIL_IF_HEADER_MISSING,
            definition.failIfHeaderMissing(),
            definition.failIfHeaderMissingExpression())
        .put(Keys.TRUSTED_PROXIES, definition.trustedProxies())
        .put(Keys.SHARED_SECRET_HEADER, definition.sharedSecretHeader())
        .put(Keys.SHARED_SECRETS, definition.sharedSecrets())
        .put(Keys.PROXY_CERTIFICATES, definition.proxyCertificates())
        .put(Keys.PERSISTENT, definition.persistent(), definition.persistentExpression())
        .put(Keys.LOGIN_PATHS, definition.loginPaths())
        .put(Keys.FALLBACK, definition.fallback(), definition.fallbackExpression())
        .put(Keys.LOGIN_PAGE, definition.loginPage())
        .put(Keys.SIGN_OUT_URL, definition.signOutUrl())
        .put(Keys.SESSION_MAX_AGE, definition.sessionMaxAge())
        .put(Keys.PUBLIC_URL, definition.publicUrl())
        .put(
            Keys.SAME_ORIGIN_CHECK,
            definition.sameOriginCheck(),
            definition.sameOriginCheckExpression())
        .put(
            Keys.PASSWORD_CHECKS,
            definition.passwordChecks() == 0 ? "" : definition.passwordChecks(),
            definition.passwordChecksExpression())
        .put(Keys.PASSWORD_COST, definition.passwordCost())
        .put(Keys.STALENESS, definition.staleness())
        .put(Keys.GROUPS_MAX_AGE, definition.groupsMaxAge())
        .put(
            Keys.CREATE_UNKNOWN_CALLERS,
            definition.createUnknownCallers(),
            definition.createUnknownCallersExpression())
        .put(
            Keys.CREATE_PER_MINUTE,
            definition.createPerMinute(),
            definition.createPerMinuteExpression())
        .put(
            Keys.ALLOW_INACTIVE_CALLERS,
            definition.allowInactiveCallers(),
            definition.allowInactiveCallersExpression())
        .put(Keys.HEADER_CHARSET, definition.headerCharset())
        .put(Keys.HEADER_ENCODING, definition.headerEncoding())
        .put(Keys.CALLER_NAME_PATTERN, definition.callerNamePattern())
        .put(
            Keys.CALLER_NAME_MAX_LENGTH,
            definition.callerNameMaxLength(),
            definition.callerNameMaxLengthExpression())
        .put(Keys.INTEGRATION, definition.integration())
        .texts;
  }

  private DefinitionAttributes put(SettingKey<?> key, Object attribute) {
    String text = attribute.toString().strip();
    if (!text.isEmpty()) {
      texts.put(key, text);
    }
    return this;
  }

  private DefinitionAttributes put(SettingKey<?> key, Object attribute, String expression) {
    return put(key, expression.isBlank() ? attribute : expression);
  }
}
