// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something was sent by a page of this application. A browser adds
 * the caller's cookie, and the gateway the caller's name, also when a page of somebody else made
 * the browser send it. Immutable and safe for use by many threads.
 *
 * @param publicUrl the address that people use, or null when the Host header is to be compared
 */
record SameOriginRule(@Nullable String publicUrl) {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if the address is none of http or https
   */
  SameOriginRule {
    if (publicUrl != null && authority(publicUrl).isEmpty()) {
      throw new IllegalArgumentException(
          "gatepass.public-url: \"%s\" is not the address of a server (example:"
                  .formatted(publicUrl)
              + " https://app.example.org)");
    }
  }

  /**
   * Decides. What the browser says of the sending page counts more than the page's address; what
   * says nothing of either is no browser.
   *
   * @param method the request's method
   * @param fetchSites the values of Sec-Fetch-Site (W3C Fetch Metadata)
   * @param origins the values of Origin (RFC 6454)
   * @param host the value of Host, or null
   * @return whether the request may go on
   */
  boolean permits(
      String method, List<String> fetchSites, List<String> origins, @Nullable String host) {
    if (SAFE_METHODS.contains(method)) {
      return true;
    }
    if (!fetchSites.isEmpty()) {
      return OWN_SITES.containsAll(fetchSites);
    }
    return origins.stream().allMatch(origin -> isOurs(origin, host));
  }

  private boolean isOurs(String origin, @Nullable String host) {
    Optional<String> sender = authority(origin);
    if (sender.isEmpty()) {
      return false;
    }
    if (publicUrl != null) {
      return scheme(origin).equals(scheme(publicUrl)) && sender.equals(authority(publicUrl));
    }
    // A proxy that ends TLS hides the scheme, but not which port it stands for.
    return host != null && sender.equals(authority(scheme(origin) + "://" + host));
  }

  /** Host and port, the port written out; empty for {@code null} and what is no http address. */
  private static Optional<String> authority(String address) {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
    int standardPort =
        switch (scheme(address)) {
          case "http" -> 80;
          case "https" -> 443;
          default -> -1;
        };
    if (standardPort < 0 || uri.getHost() == null || uri.getUserInfo() != null) {
      return Optional.empty();
    }
    int port = uri.getPort() < 0 ? standardPort : uri.getPort();
    return Optional.of(uri.getHost().toLowerCase(Locale.ROOT) + ":" + port);
  }

  private static String scheme(String address) {
    return address.substring(0, Math.max(address.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
  }
}
