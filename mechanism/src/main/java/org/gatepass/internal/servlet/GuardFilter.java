// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.gatepass.internal.cache.FileRequest;
import org.gatepass.internal.cache.StaticFiles;
import org.gatepass.internal.flow.PageLoad;
import org.gatepass.internal.flow.RequestTexts;
import org.gatepass.internal.flow.TrustReporter;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.session.CurrentRequest;
import org.gatepass.internal.session.OwnSessionRequest;
import org.gatepass.internal.session.RequestSession;
import org.gatepass.spi.FailureText;
import org.gatepass.spi.PrivateTexts;
import org.jspecify.annotations.Nullable;

/**
 * The filter for everything that a mechanism cannot do. It ends a rejected request: Liberty sends
 * the rejection of an unprotected resource and still runs its servlet. The application's error page
 * gets such a request without its identity headers. It hides the secret header from the
 * application: Liberty ignores a request that a mechanism has wrapped. It gives each request only
 * its caller's session. It checks passwords that a server would accept unchecked ({@link
 * OfferedLoginRequest}). It answers requests for which the server called no mechanism, and stores
 * the source of {@link org.gatepass.TrustReport}. The filter makes no decisions; {@link Admission}
 * authenticates a request that the container has not authenticated. Safe for use by many threads.
 */
public final class GuardFilter implements Filter {
  private static final Logger LOG = System.getLogger(GuardFilter.class.getName());
  private static final OnceAMinute PAGE_LINE = new OnceAMinute();
  private static final String PAGE_FAILED =
      "The application's error page failed, so Gatepass wrote its own answer: ";

  private final Guarded.Source source;
  private volatile @Nullable Found found;

  /**
   * Creates a guard.
   *
   * @param source finds the parts of the application, at the first request
   */
  public GuardFilter(Guarded.Source source) {
    this.source = source;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (EndedRequest.is(request) && !EndedRequest.isForPage(request)) {
      return;
    }
    Guarded guarded = guarded();
    if (guarded == null
        || !(request instanceof HttpServletRequest received)
        || !(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
      return;
    }
    if (EndedRequest.is(request)) {
      serveErrorPage(guarded, received, answer, chain);
      return;
    }
    if (MatchedPath.endWithoutMatch(received, answer)) {
      return;
    }
    TrustReporter.register(received, guarded.settings());
    HttpServletRequest admitted;
    if (guarded.admission().isPresent()) {
      admitted = guarded.admission().get().admit(received, answer);
      if (EndedRequest.is(request)) {
        return;
      }
    } else {
      admitted = new OfferedLoginRequest(received, guarded.receiver());
    }
    if (MechanismCall.endWithout(received, answer)) {
      return;
    }
    serve(guarded, received, admitted, secretHeader(guarded), answer, chain);
  }

  private static List<HeaderName> secretHeader(Guarded guarded) {
    HeaderName header = guarded.settings().trust().secretHeader();
    return header == null ? List.of() : List.of(header);
  }

  /**
   * Passes a rejected or challenged request on to the application's error page, without its
   * identity headers. If the page fails, Gatepass answers itself.
   */
  private static void serveErrorPage(
      Guarded guarded, HttpServletRequest received, HttpServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    boolean begins = EndedRequest.beginPage(received);
    try {
      Answer.keepPrivate(answer);
      HttpServletRequest admitted =
          guarded.admission().isPresent()
              ? guarded.admission().get().admit(received, answer)
              : new OfferedLoginRequest(received, guarded.receiver());
      List<HeaderName> hidden = new ArrayList<>(guarded.settings().trust().judge().headers());
      hidden.addAll(secretHeader(guarded));
      // A Connection line may name an identity header.
      hidden.add(new HeaderName("connection"));
      serve(guarded, received, admitted, hidden, answer, chain);
    } catch (IOException | ServletException | RuntimeException | LinkageError failure) {
      if (!begins || answer.isCommitted()) {
        throw failure;
      }
      if (PAGE_LINE.isDue()) {
        LOG.log(
            Level.WARNING,
            PAGE_FAILED
                + PrivateTexts.during(
                    () -> RequestTexts.of(received), () -> FailureText.of(failure)));
      }
      Answer.replaceFailedPage(received, answer);
    } finally {
      if (begins) {
        EndedRequest.endPage(received);
      }
    }
  }

  private static void serve(
      Guarded guarded,
      HttpServletRequest received,
      HttpServletRequest admitted,
      List<HeaderName> hidden,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    RequestSession session =
        RequestSession.of(received).orElseGet(() -> guarded.receiver().flow().undecided(received));
    if (OwnSessionRequest.isIn(received)) {
      FileRequest.forbidWithin(received);
      pass(guarded, received, session, admitted, response, chain);
      return;
    }
    HttpServletRequest inner =
        hidden.isEmpty() ? admitted : new HeaderHidingRequest(admitted, hidden);
    HttpServletRequest seen =
        new OwnSessionRequest(inner, response, session, guarded.currentRequest());
    if (mayBeStored(guarded, received) && StaticFiles.mayServe(received, response)) {
      FileRequest file = new FileRequest(seen, received, response);
      boolean passed = false;
      try {
        pass(guarded, received, session, file, file.response(), chain);
        passed = true;
      } finally {
        StaticFiles.finish(file, passed);
      }
    } else {
      pass(guarded, received, session, seen, response, chain);
    }
  }

  /**
   * Whether a request is for a part of a page, and needs no caller. A document that a person opens
   * could be shown again after a logout.
   */
  private static boolean mayBeStored(Guarded guarded, HttpServletRequest received) {
    return !MechanismCall.requiredCaller(received)
        && !guarded.receiver().flow().isHeaderRequired()
        && !PageLoad.is(received);
  }

  private static void pass(
      Guarded guarded,
      HttpServletRequest received,
      RequestSession session,
      HttpServletRequest passed,
      HttpServletResponse answer,
      FilterChain chain)
      throws IOException, ServletException {
    Supplier<PrivateTexts> outer = PrivateTexts.replaceCurrent(() -> RequestTexts.of(received));
    try {
      guarded
          .currentRequest()
          .serve(new CurrentRequest.Served(passed, session), () -> chain.doFilter(passed, answer));
    } finally {
      PrivateTexts.replaceCurrent(outer);
    }
  }

  private @Nullable Guarded guarded() {
    Found known = found;
    if (known == null) {
      try {
        known = new Found(source.find().orElse(null));
      } catch (Guarded.NoCdiException noCdi) {
        // Not stored: CDI may run at the next request.
        return null;
      }
      found = known;
    }
    return known.guarded();
  }

  private record Found(@Nullable Guarded guarded) {}
}
