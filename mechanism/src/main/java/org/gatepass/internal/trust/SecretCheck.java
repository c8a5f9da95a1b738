// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.OptionalWhitespace;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the request carries a secret of the proxy.
 *
 * @param header the header with the secret
 * @param secrets returns the secrets that count now; safe for use by many threads, and fast,
 *     because each request calls it
 */
public record SecretCheck(HeaderName header, Supplier<SharedSecrets> secrets)
    implements EvidenceCheck {
  @Override
  public String kind() {
    return "SECRET";
  }

  /**
   * {@link Rejection#MISSING_SECRET} for no line or a blank one, {@link Rejection#WRONG_SECRET} for
   * another value and for two lines, right or wrong.
   */
  @Override
  public @Nullable Rejection missing(Peer peer, RequestHeaders headers) {
    Enumeration<String> lines = headers.values(header.name());
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
    return secrets.get().accepts(presented) ? null : Rejection.WRONG_SECRET;
  }

  @Override
  public List<String> headers() {
    return List.of(header.name());
  }
}
