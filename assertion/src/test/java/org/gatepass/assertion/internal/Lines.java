// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.gatepass.spi.RequestHeaders;

/** The headers of a request: names and values in turn. */
public record Lines(List<String> lines) implements RequestHeaders {
  /** The headers with these names and values. */
  public static Lines of(String... lines) {
    return new Lines(Arrays.asList(lines));
  }

  @Override
  public Enumeration<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      names.add(lines.get(i));
    }
    return Collections.enumeration(names);
  }

  @Override
  public Enumeration<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      if (lines.get(i).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        values.add(lines.get(i + 1));
      }
    }
    return Collections.enumeration(values);
  }
}
