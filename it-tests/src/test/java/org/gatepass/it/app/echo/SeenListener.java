// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;

/** Records requests before any filter. */
@WebListener
public class SeenListener implements ServletRequestListener {
  @Override
  public void requestInitialized(ServletRequestEvent event) {
    if (event.getServletRequest() instanceof HttpServletRequest request
        && request.getRequestURI().endsWith("/listened")) {
      Seen.BY_LISTENER.set(Seen.headers("listener", request));
    }
  }
}
