// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.OptionalWhitespace;
import org.gatepass.internal.header.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The evidence that makes a peer a trusted one: its address, and besides, where they are
 * configured, a shared secret in the request and a client certificate on the connection. All that
 * is configured is required. Immutable and safe for use by many threads.
 */
public final class ProxyTrust {
  private final TrustedProxies proxies;
  private final @Nullable HeaderName secretHeader;
  private final @Nullable SharedSecrets secrets;
  private final List<CertificateMatch> certificates;

  /**
   * Makes a judge of peers.
   *
   * @param proxies the addresses of the proxies
   * @param secretHeader the header with the shared secret, or null when none is required
   * @param secrets the secrets, or null when none is required
   * @param certificates the client certificates of which the connection must show one, or none when
   *     none is required
   * @throws IllegalArgumentException if there is a secret without a header for it, or a header
   *     without a secret; the message is the rule alone
   */
  public ProxyTrust(
      TrustedProxies proxies,
      @Nullable HeaderName secretHeader,
      @Nullable SharedSecrets secrets,
      List<CertificateMatch> certificates) {
    if ((secretHeader == null) != (secrets == null)) {
      throw new IllegalArgumentException(
          "goes only together: a header for the secret and a secret");
    }
    this.proxies = Objects.requireNonNull(proxies, "proxies");
    this.secretHeader = secretHeader;
    this.secrets = secrets;
    this.certificates = List.copyOf(certificates);
  }

  /**
   * Why a peer is not trusted.
   *
   * @param peer the peer
   * @param headers the headers of its request
   * @return null when it is trusted; else {@link Rejection#UNTRUSTED_PEER}, {@link
   *     Rejection#MISSING_SECRET} (none, or a blank one), {@link Rejection#WRONG_SECRET} (also for
   *     two lines, right or wrong), {@link Rejection#MISSING_CERTIFICATE} or {@link
   *     Rejection#WRONG_CERTIFICATE}, the first that applies
   */
  public @Nullable Rejection missingEvidence(Peer peer, RequestHeaders headers) {
    if (!proxies.contains(peer.address())) {
      return Rejection.UNTRUSTED_PEER;
    }
    Rejection missingSecret =
        secretHeader == null || secrets == null
            ? null
            : missingEvidence(headers.values(secretHeader.name()), secrets);
    return missingSecret == null ? missingEvidence(peer.certificates()) : missingSecret;
  }

  /**
   * What a peer has shown of each kind of evidence that is configured, for people to read; {@link
   * #missingEvidence} decides.
   *
   * @param peer the peer
   * @param headers the headers of its request
   * @return for each kind what is wrong with it, or empty when it is right; in the order in which
   *     {@link #missingEvidence} asks
   */
  public Map<Evidence, Optional<Rejection>> evidence(Peer peer, RequestHeaders headers) {
    Map<Evidence, Optional<Rejection>> evidence = new EnumMap<>(Evidence.class);
    evidence.put(
        Evidence.ADDRESS,
        proxies.contains(peer.address())
            ? Optional.empty()
            : Optional.of(Rejection.UNTRUSTED_PEER));
    if (secretHeader != null && secrets != null) {
      evidence.put(
          Evidence.SECRET,
          Optional.ofNullable(missingEvidence(headers.values(secretHeader.name()), secrets)));
    }
    if (!certificates.isEmpty()) {
      evidence.put(Evidence.CERTIFICATE, Optional.ofNullable(missingEvidence(peer.certificates())));
    }
    return evidence;
  }

  private static @Nullable Rejection missingEvidence(
      Enumeration<String> lines, SharedSecrets secrets) {
    if (!lines.hasMoreElements()) {
      return Rejection.MISSING_SECRET;
    }
    String presented = lines.nextElement();
    if (lines.hasMoreElements()) {
      return Rejection.WRONG_SECRET;
    }
    if (OptionalWhitespace.isAll(presented)) {
      return Rejection.MISSING_SECRET;
    }
    return secrets.accepts(presented) ? null : Rejection.WRONG_SECRET;
  }

  private @Nullable Rejection missingEvidence(List<X509Certificate> shown) {
    if (certificates.isEmpty()) {
      return null;
    }
    if (shown.isEmpty()) {
      return Rejection.MISSING_CERTIFICATE;
    }
    X509Certificate leaf = shown.get(0);
    return certificates.stream().anyMatch(certificate -> certificate.matches(leaf))
        ? null
        : Rejection.WRONG_CERTIFICATE;
  }

  public @Nullable HeaderName secretHeader() {
    return secretHeader;
  }
}
