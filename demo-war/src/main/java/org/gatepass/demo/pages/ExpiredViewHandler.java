// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.ExceptionQueuedEventContext;
import jakarta.faces.event.PhaseId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.gatepass.LocalPath;

/**
 * Shows a page again when its form is submitted after the end of the session, or with an invalid
 * token. The form's content is discarded.
 */
public final class ExpiredViewHandler extends ExceptionHandlerWrapper {
  /** The parameter for a page that is shown again for this reason. */
  static final String PARAMETER = "expired";

  private ExpiredViewHandler(ExceptionHandler wrapped) {
    super(wrapped);
  }

  @Override
  public void handle() {
    for (Iterator<ExceptionQueuedEvent> events = getUnhandledExceptionQueuedEvents().iterator();
        events.hasNext(); ) {
      if (isAboutView(events.next().getContext())) {
        events.remove();
        showAnew(FacesContext.getCurrentInstance());
      }
    }
    super.handle();
  }

  /** MyFaces throws exceptions of any type for a token that it did not write. */
  private boolean isAboutView(ExceptionQueuedEventContext event) {
    return PhaseId.RESTORE_VIEW.equals(event.getPhaseId())
        || getRootCause(event.getException()) instanceof ViewExpiredException;
  }

  private static void showAnew(FacesContext faces) {
    HttpServletRequest request = (HttpServletRequest) faces.getExternalContext().getRequest();
    String root = request.getContextPath() + "/";
    SeeOther.send(
        (HttpServletResponse) faces.getExternalContext().getResponse(),
        LocalPath.of(request.getRequestURI(), root)
            + "?"
            + PARAMETER
            + "=1&next="
            + URLEncoder.encode(
                LocalPath.of(request.getParameter("next"), root), StandardCharsets.UTF_8));
    faces.responseComplete();
  }

  /** Makes the handler. */
  public static final class Factory extends ExceptionHandlerFactory {
    /**
     * Makes a factory.
     *
     * @param wrapped the server's own factory
     */
    public Factory(ExceptionHandlerFactory wrapped) {
      super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
      return new ExpiredViewHandler(getWrapped().getExceptionHandler());
    }
  }
}
