// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The encoding of values in identity headers. */
public enum HeaderEncoding {
  /** The unchanged UTF-8 bytes, as nginx, Apache httpd, HAProxy and Caddy send them. */
  NONE {
    @Override
    String encode(String value) {
      return new String(value.getBytes(UTF_8), ISO_8859_1);
    }
  },

  /**
   * Percent-encoding (RFC 3986) of every UTF-8 byte except letters, digits and {@code - . _ ~}. For
   * servers that reject header bytes beyond ASCII, such as Payara.
   */
  PERCENT {
    @Override
    String encode(String value) {
      StringBuilder encoded = new StringBuilder();
      for (byte octet : value.getBytes(UTF_8)) {
        if (isUnreserved(octet)) {
          encoded.append((char) octet);
        } else {
          encoded.append(String.format("%%%02X", octet));
        }
      }
      return encoded.toString();
    }
  };

  /** The value as header text, one character for each byte on the wire. */
  abstract String encode(String value);

  private static boolean isUnreserved(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || "-._~".indexOf(octet) >= 0;
  }
}
