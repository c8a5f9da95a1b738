// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.ArrayList;
import java.util.List;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.spi.EvidenceCheck;
import org.jspecify.annotations.Nullable;

/** Rules of evidence for tests. */
public final class Trusts {
  private Trusts() {}

  /** An address unless any counts, and a secret and a certificate where they are given. */
  public static ProxyTrust of(
      TrustedProxies proxies,
      @Nullable HeaderName secretHeader,
      @Nullable SharedSecrets secrets,
      List<CertificateMatch> certificates) {
    List<EvidenceCheck> checks = new ArrayList<>();
    if (!proxies.isAny()) {
      checks.add(new AddressCheck(proxies));
    }
    if (secretHeader != null && secrets != null) {
      checks.add(new SecretCheck(secretHeader, () -> secrets));
    }
    if (!certificates.isEmpty()) {
      checks.add(new CertificateCheck(certificates));
    }
    return new ProxyTrust(checks);
  }
}
