// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The request that the current thread processes for this application, from {@code GuardFilter} on.
 * It is for code that receives no request from the container: listeners, scopes and injected
 * requests. Safe for use by many threads.
 */
public final class CurrentRequest {
  @SuppressWarnings("ThreadLocalUsage") // One for each application: they may share the jar.
  private final ThreadLocal<@Nullable Served> served = new ThreadLocal<>();

  @SuppressWarnings("ThreadLocalUsage") // As above.
  private final ThreadLocal<@Nullable Boolean> withoutRequest = new ThreadLocal<>();

  @SuppressWarnings("ThreadLocalUsage") // As above.
  private final ThreadLocal<@Nullable Boolean> inMechanism = new ThreadLocal<>();

  /**
   * A request in process.
   *
   * @param request the request that the application receives
   * @param session its session, with the restrictions for the application
   */
  public record Served(HttpServletRequest request, RequestSession session) {}

  /** The remaining processing of a request. */
  @FunctionalInterface
  public interface Rest {
    void run() throws IOException, ServletException;
  }

  public Optional<Served> get() {
    return Optional.ofNullable(served.get());
  }

  /** Runs a task of the application in a thread that processes no request. */
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

  /**
   * Calls a mechanism, which may create a session before it is known whom it authenticates.
   *
   * @param mechanism the call
   * @return its result
   */
  public <T> T callMechanism(Callable<T> mechanism) throws Exception {
    inMechanism.set(true);
    try {
      return mechanism.call();
    } finally {
      inMechanism.remove();
    }
  }

  /** Whether this thread calls a mechanism, before the request reaches the application. */
  public boolean isInMechanism() {
    return inMechanism.get() != null && served.get() == null;
  }

  /** Processes a request; includes and forwards are nested. */
  public void serve(Served request, Rest rest) throws IOException, ServletException {
    Served outer = served.get();
    served.set(request);
    try {
      rest.run();
    } finally {
      // Not remove(): the next request of the thread would create the entry again. An entry with
      // null refers to nothing of the application.
      served.set(outer);
    }
  }
}
