// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;

/** Reads from {@code Accept} whether a client prefers JSON to text (RFC 9110, section 12.5.1). */
final class AcceptedJson {
  private AcceptedJson() {}

  /**
   * Whether the client names JSON, and gives no text a higher quality. A client that accepts
   * everything does not name JSON.
   */
  static boolean isAcceptedBy(HttpServletRequest request) {
    double json = 0;
    double text = 0;
    for (String line : Collections.list(request.getHeaders("Accept"))) {
      for (String range : line.split(",", -1)) {
        String type = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (isJson(type)) {
          json = Math.max(json, quality(range));
        } else if (isText(type)) {
          text = Math.max(text, quality(range));
        }
      }
    }
    return json > 0 && json >= text;
  }

  private static boolean isJson(String type) {
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  private static boolean isText(String type) {
    return type.equals("text/plain") || type.equals("text/html") || type.equals("text/*");
  }

  /** The quality of a range, between 0 and 1; 0 if it is malformed. */
  private static double quality(String range) {
    for (String parameter : range.split(";", -1)) {
      String[] parts = parameter.split("=", 2);
      if (parts.length == 2 && parts[0].strip().equalsIgnoreCase("q")) {
        String value = parts[1].strip();
        return value.matches("0([.][0-9]{0,3})?|1([.]0{0,3})?") ? Double.parseDouble(value) : 0;
      }
    }
    return 1;
  }
}
