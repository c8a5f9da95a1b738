// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@link SameOriginRule} with this application's address. */
@ApplicationScoped
public class SameOrigin {
  private volatile @Nullable SameOriginRule rule;

  /** For the container. */
  public SameOrigin() {}

  /**
   * Whether a browser sent a request, as far as headers tell.
   *
   * @param request the request
   * @return whether one did
   */
  public static boolean isBrowsers(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
  }

  /** Here, since a wrong address stops the start; Payara leaves a filter out that can't begin. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    rule = new SameOriginRule(publicUrl());
  }

  /**
   * Whether a request may go on.
   *
   * @param request the request
   * @return whether it may
   */
  public boolean permits(HttpServletRequest request) {
    SameOriginRule known = rule;
    return known != null
        && known.permits(
            isHandshake(request) ? "CONNECT" : request.getMethod(),
            values(request, "Sec-Fetch-Site"),
            values(request, "Origin"),
            request.getHeader("Host"));
  }

  /**
   * Whether a request opens a WebSocket (RFC 6455). It is a GET, but what a page of somebody else
   * opens with the caller's cookie, that page can read; HTTP/2 has CONNECT for it (RFC 8441).
   */
  private static boolean isHandshake(HttpServletRequest request) {
    return values(request, "Upgrade").stream()
        .anyMatch(upgrade -> upgrade.toLowerCase(Locale.ROOT).contains("websocket"));
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  private static @Nullable String publicUrl() {
    String property = System.getProperty("gatepass.public-url");
    String url = property == null ? System.getenv("GATEPASS_PUBLIC_URL") : property;
    return url == null || url.isBlank() ? null : url.strip();
  }
}
