// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

/** The encoding of text in header values. */
public enum HeaderEncoding {
  /** No encoding: the bytes of the value are the text in the configured character set. */
  NONE,
  /**
   * Percent-encoding (RFC 3986, section 2.1): {@code j%C3%BCrgen}. The decoded bytes are the text
   * in the configured character set. A plus sign remains unchanged.
   */
  PERCENT,
  /** Encoded words (RFC 2047): {@code =?UTF-8?Q?j=C3=BCrgen?=}. With UTF-8 only. */
  RFC2047
}
