// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.ServletRequest;

/** The mark of a request that Gatepass has answered, so that it must not reach a servlet. */
public final class EndedRequest {
  private static final String ATTRIBUTE = "org.gatepass.ended";

  private EndedRequest() {}

  public static void mark(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, true);
  }

  static boolean is(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }
}
