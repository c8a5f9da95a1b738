// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import java.nio.charset.StandardCharsets;
import org.gatepass.Rejection;
import org.gatepass.internal.header.CanonicalBase64;
import org.gatepass.internal.header.HeaderDecoder;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.MalformedHeaderException;

/**
 * A decoder of one percent-encoded certificate in PEM (RFC 7468, section 5). It decodes the text
 * once. Lines end with LF, and there is no text before, between or after the two boundaries.
 */
final class EscapedPem {
  private static final HeaderDecoder PERCENT =
      new HeaderDecoder(StandardCharsets.US_ASCII, HeaderEncoding.PERCENT);
  private static final String LINE_END = "\n";
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----" + LINE_END;
  private static final String END = LINE_END + "-----END CERTIFICATE-----";

  private EscapedPem() {}

  static byte[] decode(String value) throws MalformedHeaderException {
    String text = PERCENT.decode(value);
    String pem = text.endsWith(LINE_END) ? text.substring(0, text.length() - 1) : text;
    int end = pem.length() - END.length();
    if (end < BEGIN.length() || !pem.startsWith(BEGIN) || !pem.endsWith(END)) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
    try {
      // The boundary of a second certificate is not Base64, and is rejected here.
      return CanonicalBase64.decode(pem.substring(BEGIN.length(), end).replace(LINE_END, ""));
    } catch (IllegalArgumentException e) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
  }
}
