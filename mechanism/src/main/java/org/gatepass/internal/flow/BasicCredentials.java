// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import org.gatepass.internal.header.CanonicalBase64;

/**
 * Reads the name and the password of HTTP Basic (RFC 7617), in UTF-8 as Gatepass's challenge
 * states.
 */
final class BasicCredentials {
  private static final String SCHEME = "Basic ";

  private BasicCredentials() {}

  /** The credential of the request; empty unless there is exactly one well-formed header line. */
  static Optional<UsernamePasswordCredential> in(HttpServletRequest request) {
    Enumeration<String> lines = request.getHeaders("Authorization");
    if (lines == null || !lines.hasMoreElements()) {
      return Optional.empty();
    }
    String line = lines.nextElement();
    if (lines.hasMoreElements() || !line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] bytes = CanonicalBase64.decode(line.substring(SCHEME.length()).strip());
      String pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      int colon = pair.indexOf(':');
      return colon < 1
          ? Optional.empty()
          : Optional.of(
              new UsernamePasswordCredential(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      return Optional.empty();
    }
  }
}
