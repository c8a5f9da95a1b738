// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.MalformedHeaderException;
import org.gatepass.internal.header.OptionalWhitespace;
import org.gatepass.internal.identity.Placeholder;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.HeaderFault;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The reader of the client certificate that a trusted proxy sends in a header. Immutable and safe
 * for use by many threads.
 *
 * <p>The proxy verifies the certificate: its chain, its times, its revocation, and that the client
 * has its private key. The reader checks none of this. It compares the issuer's name only, and
 * another authority that the proxy trusts can use the same name.
 *
 * <p>The header has at most one line of at most 16,384 characters, with one certificate. An empty
 * value and a placeholder count as no certificate.
 */
public final class CertificateHeader implements IdentitySource {
  private static final String VERIFIED = "SUCCESS";
  private static final int MAX_VALUE = 16_384;

  private static final ClaimedIdentity NO_CALLER = new ClaimedIdentity.None(null);
  private static final ClaimedIdentity PLACEHOLDER =
      new ClaimedIdentity.None(Rejection.PLACEHOLDER);
  private static final ClaimedIdentity UNVERIFIED =
      new ClaimedIdentity.None(Rejection.UNVERIFIED_CERTIFICATE);
  private static final ClaimedIdentity MISSING =
      new ClaimedIdentity.None(Rejection.MISSING_CERTIFICATE);
  private static final ClaimedIdentity WRONG =
      new ClaimedIdentity.None(Rejection.WRONG_CERTIFICATE);

  private final HeaderName header;
  private final CertificateFormat format;
  private final @Nullable HeaderName verifyHeader;
  private final CertificateCaller caller;
  private final Set<X500Principal> issuers;

  /**
   * Creates a reader.
   *
   * @param header the header with the certificate
   * @param format the notation of the certificate
   * @param verifyHeader the header with the result of the proxy's verification, or null for none
   * @param caller the part of the certificate that names the caller
   * @param issuers the accepted issuers; empty for all, which is allowed with SPIFFE ids only
   * @throws IllegalArgumentException if an issuer is required and none is given; the message is the
   *     rule alone
   */
  public CertificateHeader(
      HeaderName header,
      CertificateFormat format,
      @Nullable HeaderName verifyHeader,
      CertificateCaller caller,
      Set<X500Principal> issuers) {
    if (issuers.isEmpty() && caller.needsIssuer()) {
      throw new IllegalArgumentException(
          "a subject is unique only within its issuer, and the proxy may trust several issuers");
    }
    this.header = header;
    this.format = format;
    this.verifyHeader = verifyHeader;
    this.caller = caller;
    this.issuers = Set.copyOf(issuers);
  }

  @Override
  public String callerHeader() {
    return header.name();
  }

  @Override
  public List<String> headers() {
    return verifyHeader == null
        ? List.of(header.name())
        : List.of(header.name(), verifyHeader.name());
  }

  @Override
  public boolean namesCaller(RequestHeaders headers) {
    return OptionalWhitespace.isNotAll(headers.values(header.name()));
  }

  @Override
  public ClaimedIdentity read(Peer peer, RequestHeaders headers) {
    HeaderName reading = header;
    try {
      String value = onlyValue(headers, header);
      if (value.isEmpty()) {
        return NO_CALLER;
      }
      if (Placeholder.is(value) || format.isNone(value)) {
        return PLACEHOLDER;
      }
      if (verifyHeader != null) {
        reading = verifyHeader;
        if (!onlyValue(headers, verifyHeader).equals(VERIFIED)) {
          return UNVERIFIED;
        }
        reading = header;
      }
      return claim(value);
    } catch (MalformedHeaderException e) {
      return new ClaimedIdentity.Malformed(new HeaderFault(reading.name(), e.reason()));
    }
  }

  private ClaimedIdentity claim(String value) throws MalformedHeaderException {
    if (value.length() > MAX_VALUE) {
      throw new MalformedHeaderException(Rejection.TOO_LONG);
    }
    ForwardedCertificate forwarded = format.read(value);
    if (!issuers.isEmpty()) {
      X509Certificate certificate = forwarded.certificate();
      if (certificate == null) {
        return MISSING;
      }
      if (!issuers.contains(certificate.getIssuerX500Principal())) {
        return WRONG;
      }
    }
    String name = caller.name(forwarded);
    return name == null ? WRONG : ClaimedIdentity.Named.caller(name).build();
  }

  /** The trimmed value of the only line of a header; empty if the request has no line of it. */
  private static String onlyValue(RequestHeaders headers, HeaderName name)
      throws MalformedHeaderException {
    Enumeration<String> lines = headers.values(name.name());
    if (!lines.hasMoreElements()) {
      return "";
    }
    String line = lines.nextElement();
    if (lines.hasMoreElements()) {
      throw new MalformedHeaderException(Rejection.REPEATED_HEADER);
    }
    return OptionalWhitespace.trim(line);
  }
}
