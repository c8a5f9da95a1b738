// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import org.gatepass.Rejection;
import org.gatepass.internal.header.CanonicalBase64;
import org.gatepass.internal.header.MalformedHeaderException;

/**
 * A decoder of byte sequences (RFC 8941, section 3.3.5): Base64 between two colons. It is stricter
 * than section 4.2.7, which tolerates missing padding and unused bits. It accepts no parameters and
 * no list, because a {@code Client-Cert} has none (RFC 9440, section 2.2).
 */
final class ByteSequence {
  /** The byte sequence without bytes. */
  static final String EMPTY = "::";

  private static final char MARK = ':';

  private ByteSequence() {}

  static byte[] decode(String value) throws MalformedHeaderException {
    int last = value.length() - 1;
    if (last < 1 || value.charAt(0) != MARK || value.charAt(last) != MARK) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
    try {
      return CanonicalBase64.decode(value.substring(1, last));
    } catch (IllegalArgumentException e) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
  }
}
