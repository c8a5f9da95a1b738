// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatepass.spi.RequestHeaders;

/** Header lines as a server shows them. */
public final class Headers implements RequestHeaders {
  private final Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Lines given as name, value, name, value ... */
  public static Headers of(String... namesAndValues) {
    Headers headers = new Headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.and(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  public Headers and(String name, String value) {
    lines.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    return this;
  }

  /** The characters that servers make of a text in UTF-8. */
  public static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Override
  public Enumeration<String> names() {
    return Collections.enumeration(lines.keySet());
  }

  @Override
  public Enumeration<String> values(String name) {
    return Collections.enumeration(lines.getOrDefault(name, List.of()));
  }
}
