// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request that the current thread serves for this application, from {@code GuardFilter} on. For
 * parts of the container that are handed no request: listeners, scopes and injected requests. Safe
 * for use by many threads.
 */
public final class CurrentRequest {
  @SuppressWarnings("ThreadLocalUsage") // One for each application: several may share the jar.
  private final ThreadLocal<@Nullable Served> served = new ThreadLocal<>();

  @SuppressWarnings("ThreadLocalUsage") // As above.
  private final ThreadLocal<@Nullable Boolean> withoutRequest = new ThreadLocal<>();

  /**
   * A request that is being served.
   *
   * @param request the request as the application sees it
   * @param session its session, as far as the application may see it
   */
  public record Served(HttpServletRequest request, RequestSession session) {}

  /** The rest of the way of a request. */
  @FunctionalInterface
  public interface Rest {
    void run() throws IOException, ServletException;
  }

  public Optional<Served> get() {
    return Optional.ofNullable(served.get());
  }

  /** Runs a task of the application in a thread that serves no request. */
  void runWithoutRequest(Runnable task) {
    withoutRequest.set(true);
    try {
      task.run();
    } finally {
      withoutRequest.remove();
    }
  }

  /** Whether this thread runs such a task. */
  public boolean isWithoutRequest() {
    return withoutRequest.get() != null;
  }

  /** Serves a request; an include or a forward is served within another one. */
  public void serve(Served request, Rest rest) throws IOException, ServletException {
    Served outer = served.get();
    served.set(request);
    try {
      rest.run();
    } finally {
      if (outer == null) {
        served.remove();
      } else {
        served.set(outer);
      }
    }
  }
}
