// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.Enumeration;

/**
 * The header lines of a request. Names are case-insensitive (RFC 9110, section 5.1). In values each
 * byte is a character of ISO-8859-1, as the server has read them.
 */
public interface RequestHeaders {
  /**
   * The names of the headers, possibly with repetitions.
   *
   * @return the names, in the spelling of the request
   */
  Enumeration<String> names();

  /**
   * The values of one header, one for each of its lines.
   *
   * @param name the name, in any case
   * @return the values in the order of their lines; empty if there is no such line
   */
  Enumeration<String> values(String name);
}
