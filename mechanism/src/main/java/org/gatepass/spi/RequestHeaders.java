// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.Enumeration;

/**
 * The header lines of one request. Names are compared without regard to case, as HTTP demands (RFC
 * 9110, section 5.1); values are as the server read them, each byte a character of ISO-8859-1.
 */
public interface RequestHeaders {
  /**
   * The names that occur, each at least once.
   *
   * @return the names, spelled as sent
   */
  Enumeration<String> names();

  /**
   * The values of one header, one for each of its lines.
   *
   * @param name the name, in any case
   * @return the values in the order of their lines; empty when there is no such line
   */
  Enumeration<String> values(String name);
}
