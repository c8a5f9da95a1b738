// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.regex.Pattern;

/**
 * The header that proves to the application that a request came through the gateway.
 *
 * @param name the name of the header, such as {@code X-Gateway-Secret}
 * @param secret its value: 32 or more of {@code A-Za-z0-9._~-}; never logged
 */
public record SecretHeader(String name, String secret) {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._~-]{32,}");

  /**
   * Checks name and secret.
   *
   * @throws IllegalArgumentException if one of them breaks its rule
   */
  public SecretHeader {
    HeaderName.check(name);
    if (!SECRET.matcher(secret).matches()) {
      throw new IllegalArgumentException(
          "the gateway's secret is not 32 or more of A-Za-z0-9._~- (example: what"
              + " \"openssl rand -hex 32\" writes)");
    }
  }

  /** The name of the header, without the secret. */
  @Override
  public String toString() {
    return "SecretHeader[" + name + "]";
  }
}
