// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.net.MalformedURLException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for addresses that keys are fetched from. */
final class KeyAddress {
  private static final Pattern AWS_REGION = Pattern.compile("[a-z]{2}(-gov)?-[a-z]+-[0-9]{1,2}");

  /** Literals, and the name that stands for them: no name is looked up. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

  private KeyAddress() {}

  /**
   * The address of the keys of load balancers in a region of AWS, without the key id.
   *
   * @throws IllegalArgumentException if the text is not a region
   */
  static URI ofAwsRegion(String region) {
    if (!AWS_REGION.matcher(region).matches()) {
      throw new IllegalArgumentException(
          "\"" + region + "\" is not a region of AWS (example: eu-central-1)");
    }
    return URI.create(
        region.startsWith("us-gov-")
            ? "https://s3-" + region + ".amazonaws.com/aws-elb-public-keys-prod-" + region + "/"
            : "https://public-keys.auth.elb." + region + ".amazonaws.com/");
  }

  /**
   * Checks an address.
   *
   * @throws IllegalArgumentException if the address is not {@code https}, nor {@code http} at a
   *     loopback address, or names a user or a fragment
   */
  static void check(URI address) {
    String host = address.getHost();
    String scheme = address.getScheme();
    if (host == null || scheme == null) {
      throw new IllegalArgumentException(
          "\""
              + address
              + "\" is not an absolute address (example: https://id.example.org/jwks.json)");
    }
    if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
      throw new IllegalArgumentException("an address of keys has neither a user nor a fragment");
    }
    boolean loopback = LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    if (!scheme.equalsIgnoreCase("https") && !(loopback && scheme.equalsIgnoreCase("http"))) {
      throw new IllegalArgumentException(
          "\"" + address + "\" is not https, which is required except for loopback addresses");
    }
    try {
      address.toURL();
    } catch (MalformedURLException malformed) {
      throw new IllegalArgumentException("\"" + address + "\" is not an address", malformed);
    }
  }
}
