// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificate by which the gateway speaks TLS: {@link #selfMade() one of its own}, new at each
 * start and known to nobody, or {@link #of(Path, Path) that of two files}.
 *
 * @param certificate a file with the certificate, and those between it and its authority's, in PEM;
 *     empty: self-made
 * @param key a file with its private key, unencrypted PKCS #8 in PEM; empty: self-made
 */
public record Tls(Optional<Path> certificate, Optional<Path> key) {
  /**
   * Checks that both files are there or none.
   *
   * @throws IllegalArgumentException if there is one without the other
   */
  public Tls {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("a certificate and its key go together");
    }
  }

  /**
   * A certificate that the gateway makes itself at its start, for the address that it listens on
   * and for {@code localhost}. No browser knows it: each warns of it.
   *
   * @return the choice
   */
  public static Tls selfMade() {
    return new Tls(Optional.empty(), Optional.empty());
  }

  /**
   * A certificate in files, read at the gateway's start.
   *
   * @param certificate a file with the certificate in PEM
   * @param key a file with its private key, unencrypted PKCS #8 in PEM
   * @return the choice
   */
  public static Tls of(Path certificate, Path key) {
    return new Tls(Optional.of(certificate), Optional.of(key));
  }
}
