// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.chosen;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Set;

/**
 * A mechanism with a redirect and a session of its own, as those of OpenID Connect have: the first
 * leg stores a state in the session, the second one needs it and stores the login there. It also
 * checks credentials that the application passes.
 */
@TicketMechanism.ByTicket
@ApplicationScoped
public class TicketMechanism implements HttpAuthenticationMechanism {
  private static final String CALLER = "ticket.caller";

  @Inject IdentityStoreHandler stores;

  /** Keeps it from plain injection. */
  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  public @interface ByTicket {}

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    if (context.isAuthenticationRequest() && context.getAuthParameters().getCredential() != null) {
      return context.notifyContainerAboutLogin(
          stores.validate(context.getAuthParameters().getCredential()));
    }
    HttpSession session = request.getSession(false);
    String target = request.getRequestURI();
    if (target.endsWith("/start")) {
      request.getSession().setAttribute("note", "state");
      try {
        response.sendRedirect(target.replace("/start", "/callback"));
        if ("slow".equals(request.getQueryString())) {
          // The client has the answer by then, on servers that send a redirect at once.
          Thread.sleep(300);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return AuthenticationStatus.SEND_CONTINUE;
    }
    if (session != null && target.endsWith("/callback") && "state".equals(note(session))) {
      session.setAttribute(CALLER, "dora");
    }
    Object caller = session == null ? null : session.getAttribute(CALLER);
    return caller == null
        ? context.doNothing()
        : context.notifyContainerAboutLogin(
            caller.toString(), target.contains("/protected/") ? Set.of() : Set.of("user"));
  }

  private static Object note(HttpSession session) {
    return session.getAttribute("note");
  }
}
