// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The rule that pages of other origins must not send requests that change something. For such a
 * request the browser adds the caller's cookie, and the proxy adds the caller name. Immutable and
 * safe for use by many threads.
 *
 * <p>{@code GET}, {@code HEAD}, {@code OPTIONS} and {@code TRACE} are safe, unless they open a
 * WebSocket, which browsers allow for pages of all origins. For other requests {@code
 * Sec-Fetch-Site} decides if it is present (W3C Fetch Metadata), else {@code Origin} (RFC 6454). A
 * request without both does not come from a browser. A single {@code Origin} line that names a
 * trusted origin permits the request, whatever {@code Sec-Fetch-Site} is.
 *
 * @param publicOrigin the origin of the application's pages, or null to compare with the Host
 *     header
 * @param trustedOrigins other origins whose pages may send such requests
 */
public record SameOriginRule(@Nullable WebOrigin publicOrigin, List<WebOrigin> trustedOrigins) {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /** Copies the origins. */
  public SameOriginRule {
    trustedOrigins = List.copyOf(trustedOrigins);
  }

  /**
   * Whether the rule permits a request.
   *
   * @param method the request's method
   * @param headers its headers
   * @return whether the request is permitted
   */
  public boolean permits(String method, RequestHeaders headers) {
    if (SAFE_METHODS.contains(method) && !headers.values("Upgrade").hasMoreElements()) {
      return true;
    }
    List<String> sites = Collections.list(headers.values("Sec-Fetch-Site"));
    List<String> origins = Collections.list(headers.values("Origin"));
    if (!sites.isEmpty()) {
      return OWN_SITES.containsAll(sites) || isTrusted(origins);
    }
    List<String> hosts = Collections.list(headers.values("Host"));
    return origins.stream().allMatch(origin -> isOurs(origin, hosts)) || isTrusted(origins);
  }

  /** Whether a page of a trusted origin has sent a request; false without an origin. */
  private boolean isTrusted(List<String> origins) {
    if (origins.size() != 1) {
      return false;
    }
    WebOrigin origin = WebOrigin.read(origins.get(0));
    return origin != null && trustedOrigins.contains(origin);
  }

  private boolean isOurs(String text, List<String> hosts) {
    WebOrigin origin = WebOrigin.read(text);
    if (origin == null) {
      return false;
    }
    if (publicOrigin != null) {
      return origin.equals(publicOrigin);
    }
    // A proxy that terminates TLS hides the scheme, but not the default port of the scheme.
    return hosts.size() == 1 && origin.equals(WebOrigin.ofAuthority(origin.scheme(), hosts.get(0)));
  }
}
