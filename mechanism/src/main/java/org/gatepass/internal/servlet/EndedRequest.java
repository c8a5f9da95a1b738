// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import org.gatepass.internal.session.OwnSessionRequest;

/**
 * The mark of a request that Gatepass has answered, so that it must not reach a servlet. If the
 * application has an error page for the answer, only this page gets the request, and only once: a
 * page that fails, or that calls {@code sendError}, leads to no second page.
 */
public final class EndedRequest {
  private static final String ATTRIBUTE = "org.gatepass.ended";

  private enum State {
    ANSWERED,
    AWAITS_PAGE,
    IN_PAGE
  }

  private EndedRequest() {}

  /** Marks a request that Gatepass answers itself. */
  public static void mark(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, State.ANSWERED);
  }

  /** Marks a request that an error page of the application answers. */
  static void markForPage(ServletRequest request) {
    request.setAttribute(ATTRIBUTE, State.AWAITS_PAGE);
  }

  static boolean is(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }

  /** Whether an ended request reaches its error page, or a dispatch of this page. */
  static boolean isForPage(ServletRequest request) {
    Object state = request.getAttribute(ATTRIBUTE);
    DispatcherType type = request.getDispatcherType();
    if (state == State.IN_PAGE) {
      // On Tomcat a forward of the page is an error dispatch too, with the request of the page.
      return type != DispatcherType.REQUEST
          && (type != DispatcherType.ERROR || OwnSessionRequest.isIn(request));
    }
    return state == State.AWAITS_PAGE && type == DispatcherType.ERROR;
  }

  /**
   * Records that a request has reached its error page.
   *
   * @return whether it is the page, and not a dispatch of the page
   */
  static boolean beginPage(ServletRequest request) {
    boolean begins = request.getAttribute(ATTRIBUTE) == State.AWAITS_PAGE;
    request.setAttribute(ATTRIBUTE, State.IN_PAGE);
    return begins;
  }

  /** Records that the error page has returned. An asynchronous one continues in dispatches. */
  static void endPage(ServletRequest request) {
    if (!request.isAsyncStarted()) {
      mark(request);
    }
  }
}
