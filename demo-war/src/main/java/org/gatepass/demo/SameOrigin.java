// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
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
            request.getMethod(),
            values(request, "Sec-Fetch-Site"),
            values(request, "Origin"),
            request.getHeader("Host"));
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
