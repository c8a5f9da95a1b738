// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.Set;

/**
 * The texts that proxies send in place of a missing value: {@code (null)} (Apache), {@code null},
 * {@code -} (HAProxy, Squid), and unreplaced variables: {@code {...}} (Caddy), {@code %{...}}
 * (Apache, HAProxy) and {@code $...} (nginx).
 */
public final class Placeholder {
  private static final Set<String> NULLS = Set.of("(null)", "null", "-");

  private Placeholder() {}

  /** Whether a value is such a text. */
  public static boolean is(String value) {
    return NULLS.contains(value)
        || value.startsWith("$")
        || value.startsWith("%{")
        || (value.startsWith("{") && value.endsWith("}"));
  }
}
