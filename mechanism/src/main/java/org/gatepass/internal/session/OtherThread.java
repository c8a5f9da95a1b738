// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Runs a short task in another thread than the request's. */
final class OtherThread {
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private OtherThread() {}

  /**
   * Runs a task and waits until it is done, for five seconds at most. The task has the request's
   * naming context where the server has Jakarta Concurrency: listeners of sessions use it.
   */
  static void run(Runnable task) {
    Thread thread = new Thread(withNamingContext(task), "gatepass-session-end");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (thread.isAlive()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        break;
      }
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Runnable withNamingContext(Runnable task) {
    try {
      return Contextual.of(task);
    } catch (NamingException | RuntimeException | LinkageError noConcurrency) {
      return task;
    }
  }

  /** A separate class, so that servers without the API do not load its types. */
  private static final class Contextual {
    @SuppressWarnings("BanJNDI") // The specification defines the name, and the server the context.
    static Runnable of(Runnable task) throws NamingException {
      Object service = InitialContext.doLookup("java:comp/DefaultContextService");
      return ((ContextService) service).contextualRunnable(task);
    }
  }
}
