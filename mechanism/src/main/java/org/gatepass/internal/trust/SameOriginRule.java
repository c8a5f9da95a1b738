// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something was sent by a page of the application itself. A browser
 * adds the caller's cookie, and the proxy the caller's name, also when a page of somebody else made
 * the browser send it. Immutable and safe for use by many threads.
 *
 * <p>{@code GET}, {@code HEAD}, {@code OPTIONS} and {@code TRACE} change nothing, unless they open
 * a WebSocket, which no browser keeps from other sites' pages. For the rest {@code Sec-Fetch-Site}
 * decides when it is there (W3C Fetch Metadata), else {@code Origin} (RFC 6454). What has neither
 * is no browser.
 *
 * @param publicOrigin the origin of the application's pages, or null when the Host header is to be
 *     compared
 */
public record SameOriginRule(@Nullable WebOrigin publicOrigin) {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /**
   * Decides.
   *
   * @param method the request's method
   * @param headers its headers
   * @return whether the request may go on
   */
  public boolean permits(String method, RequestHeaders headers) {
    if (SAFE_METHODS.contains(method) && !headers.values("Upgrade").hasMoreElements()) {
      return true;
    }
    List<String> sites = Collections.list(headers.values("Sec-Fetch-Site"));
    if (!sites.isEmpty()) {
      return OWN_SITES.containsAll(sites);
    }
    List<String> hosts = Collections.list(headers.values("Host"));
    return Collections.list(headers.values("Origin")).stream()
        .allMatch(origin -> isOurs(origin, hosts));
  }

  private boolean isOurs(String text, List<String> hosts) {
    WebOrigin origin = WebOrigin.read(text);
    if (origin == null) {
      return false;
    }
    if (publicOrigin != null) {
      return origin.equals(publicOrigin);
    }
    // A proxy that ends TLS hides the scheme, but not which port it stands for.
    return hosts.size() == 1 && origin.equals(WebOrigin.ofAuthority(origin.scheme(), hosts.get(0)));
  }
}
