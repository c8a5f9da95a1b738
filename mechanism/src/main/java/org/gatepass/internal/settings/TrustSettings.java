// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatepass.GroupsSource;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.trust.AddressCheck;
import org.gatepass.internal.trust.ClientAddress;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.spi.IdentitySource;
import org.jspecify.annotations.Nullable;

/**
 * The settings about the proxy, and about what a trusted request names. Immutable.
 *
 * @param headersEnabled whether headers are read at all
 * @param judge decides whether a request is trusted, and reads what it asserts
 * @param clientAddress finds the client's address for log and events
 * @param secretHeader the header to hide from the application, or null
 * @param groupsSource where the groups of a header caller come from
 * @param failIfHeaderMissing whether each request without a trusted header is rejected
 * @param headerNames the configured headers, by the keys of their settings
 */
public record TrustSettings(
    boolean headersEnabled,
    HeaderJudge judge,
    ClientAddress clientAddress,
    @Nullable HeaderName secretHeader,
    GroupsSource groupsSource,
    boolean failIfHeaderMissing,
    SortedMap<String, HeaderName> headerNames) {

  static TrustSettings read(SettingTexts texts, Modules modules, List<String> warnings) {
    boolean enabled = texts.required(Keys.ENABLED);
    IdentitySettings identity = IdentitySettings.read(texts, modules, enabled, warnings);
    EvidenceSettings evidence = EvidenceSettings.read(texts, identity.source(), enabled, warnings);
    HeaderJudge judge = judge(texts, evidence.trust(), identity.source());
    HeaderName clientIpHeader = texts.required(Keys.CLIENT_IP_HEADER);
    checkClientIpHeader(texts, clientIpHeader, judge.headers());
    HeaderName secretHeader = texts.value(Keys.SHARED_SECRET_HEADER).orElse(null);
    SortedMap<String, HeaderName> names = new TreeMap<>(identity.headerNames());
    names.put(texts.name(Keys.CLIENT_IP_HEADER), clientIpHeader);
    if (secretHeader != null) {
      names.put(texts.name(Keys.SHARED_SECRET_HEADER), secretHeader);
    }
    return new TrustSettings(
        enabled,
        judge,
        new ClientAddress(clientIpHeader, evidence.proxies()),
        secretHeader,
        identity.groupsSource(),
        enabled && texts.required(Keys.FAIL_IF_HEADER_MISSING),
        names);
  }

  /** The evidence of a trusted request where the peer's address is none of it; else empty. */
  Optional<List<String>> evidenceWithoutAddress() {
    List<String> kinds = judge.evidenceKinds();
    return headersEnabled && !kinds.contains(AddressCheck.KIND)
        ? Optional.of(kinds)
        : Optional.empty();
  }

  private static HeaderJudge judge(SettingTexts texts, ProxyTrust trust, IdentitySource source) {
    try {
      return new HeaderJudge(trust, source, IdentitySettings.rules(texts));
    } catch (IllegalArgumentException rule) {
      throw new SettingException(
          "gatepass: the settings contradict each other: " + rule.getMessage());
    }
  }

  /** Clients may write this header, so it must not be a header that is trusted. */
  private static void checkClientIpHeader(
      SettingTexts texts, HeaderName clientIpHeader, List<HeaderName> others) {
    for (HeaderName other : others) {
      if (other.equals(clientIpHeader) || other.hasAlias(clientIpHeader.name())) {
        throw texts.violation(
            Keys.CLIENT_IP_HEADER,
            clientIpHeader.name(),
            "is the header of another setting, or too similar to it: " + other);
      }
    }
  }
}
