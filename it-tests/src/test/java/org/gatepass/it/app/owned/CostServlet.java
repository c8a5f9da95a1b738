// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.AuthenticatedBy;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.RequestSession;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.session.SessionOwner.Caller;

/**
 * Measures in one request with a session how long the check takes that the session is the caller's:
 * nanoseconds for each call, the minimum of ten rounds.
 */
@WebServlet("/cost")
public class CostServlet extends HttpServlet {
  private static final int TIMES = 200_000;
  private static final int ROUNDS = 10;

  private static final SessionKeeper KEEPER =
      new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode());
  private static final Caller ALICE =
      Caller.ofEachRequest("alice", "alice", AuthenticatedBy.HEADER);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpServletRequest own = request;
    while (own instanceof HttpServletRequestWrapper wrapper
        && wrapper.getRequest() instanceof HttpServletRequest wrapped) {
      own = wrapped;
    }
    String attribute = attributeOf(own);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < TIMES; i++) {
        own.removeAttribute(attribute);
        RequestSession session = KEEPER.of(own);
        if (session.owner() instanceof Caller != (own.getSession(false) != null)) {
          throw new IllegalStateException("the session is not alice's");
        }
        session.useAs(ALICE);
      }
      least = Math.min(least, System.nanoTime() - start);
    }
    response.setContentType("text/plain");
    response.getWriter().print(least / TIMES);
  }

  /** The name under which a request keeps its session, found rather than known. */
  private static String attributeOf(HttpServletRequest request) {
    for (var names = request.getAttributeNames(); names.hasMoreElements(); ) {
      String name = names.nextElement();
      if (request.getAttribute(name) instanceof RequestSession) {
        return name;
      }
    }
    throw new IllegalStateException("no session was decided about");
  }
}
