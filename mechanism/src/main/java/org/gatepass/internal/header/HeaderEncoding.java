// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

/** How a proxy wraps text so that it fits into a header. */
public enum HeaderEncoding {
  /** Not at all: the bytes of the value are the text, in the configured character set. */
  NONE,
  /**
   * Percent-encoding (RFC 3986, section 2.1): {@code j%C3%BCrgen}. The bytes that come out are the
   * text, in the configured character set. A plus sign stays a plus sign.
   */
  PERCENT,
  /** Encoded words (RFC 2047): {@code =?UTF-8?Q?j=C3=BCrgen?=}. With UTF-8 only. */
  RFC2047
}
