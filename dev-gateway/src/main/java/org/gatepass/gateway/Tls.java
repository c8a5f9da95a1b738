// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The certificate of the gateway for TLS: {@link #selfMade() a self-signed one}, new at each start,
 * or {@link #of(Path, Path) one in two files}.
 *
 * @param certificate a file with the certificate and any intermediate certificates in PEM; empty:
 *     self-made
 * @param key a file with its private key, unencrypted PKCS #8 in PEM; empty: self-made
 */
public record Tls(Optional<Path> certificate, Optional<Path> key) {
  /**
   * Checks that both files are given, or neither.
   *
   * @throws IllegalArgumentException if only one file is given
   */
  public Tls {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("a certificate and its key go together");
    }
  }

  /**
   * A self-signed certificate that the gateway creates at its start, for the address that it
   * listens on and for {@code localhost}. Browsers warn of this certificate.
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
