// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The evidence that a trusted peer must show: all configured checks. Immutable and safe for use by
 * many threads.
 */
public final class ProxyTrust {
  private final List<EvidenceCheck> checks;

  /**
   * Whether a request without a caller proves the proxy: some servers read certificates from
   * headers.
   */
  private final boolean provesProxyAlone;

  /**
   * Creates the rule.
   *
   * @param checks the checks, in the order in which a request has to pass them
   * @throws IllegalArgumentException if there is no check; the message is the rule alone
   */
  public ProxyTrust(List<EvidenceCheck> checks) {
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("needs evidence: every peer would be trusted");
    }
    this.checks = List.copyOf(checks);
    boolean proves = false;
    for (EvidenceCheck check : checks) {
      proves |= check instanceof AddressCheck || check instanceof SecretCheck;
    }
    this.provesProxyAlone = proves;
  }

  /**
   * Why a request is not trusted. A check that is the source of identity too, such as that of a
   * signed assertion, applies to requests that name a caller. Without a check of the address or of
   * a secret, it applies to all requests.
   *
   * @param peer the peer
   * @param headers the headers of its request
   * @return the reason of the first check that fails; null for a trusted request
   */
  public @Nullable Rejection missingEvidence(Peer peer, RequestHeaders headers) {
    for (EvidenceCheck check : checks) {
      Rejection missing = applies(check, headers) ? check.missing(peer, headers) : null;
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }

  /**
   * Whether requests that name no caller prove the proxy: by its address or a secret.
   *
   * @return false if a source of identity is the only such evidence
   */
  public boolean provesProxyAlone() {
    return provesProxyAlone;
  }

  /**
   * Whether a trusted peer must show a client certificate.
   *
   * @return true if one of the checks reads the certificates of the peer
   */
  public boolean checksCertificate() {
    return checks.stream().anyMatch(CertificateCheck.class::isInstance);
  }

  private boolean applies(EvidenceCheck check, RequestHeaders headers) {
    return !provesProxyAlone
        || !(check instanceof IdentitySource source)
        || source.namesCaller(headers);
  }

  /**
   * The result of each check that applies to a request, for display. {@link #missingEvidence}
   * decides.
   *
   * @param peer the peer
   * @param headers the headers of its request
   * @return for each kind of evidence why it is missing or wrong, or empty if it is correct; in the
   *     order of the checks
   */
  public Map<String, Optional<Rejection>> evidence(Peer peer, RequestHeaders headers) {
    Map<String, Optional<Rejection>> evidence = new LinkedHashMap<>();
    for (EvidenceCheck check : checks) {
      if (applies(check, headers)) {
        evidence.put(check.kind(), Optional.ofNullable(check.missing(peer, headers)));
      }
    }
    return evidence;
  }

  /**
   * The kinds of evidence that a trusted peer must show.
   *
   * @return the kinds, in the order of the checks
   */
  public List<String> kinds() {
    return checks.stream().map(EvidenceCheck::kind).toList();
  }

  /**
   * The headers that carry evidence, without those of a source of identity.
   *
   * @return their names
   */
  public List<String> headers() {
    List<String> headers = new ArrayList<>();
    for (EvidenceCheck check : checks) {
      if (!(check instanceof IdentitySource)) {
        headers.addAll(check.headers());
      }
    }
    return List.copyOf(headers);
  }
}
