// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.server;

import java.util.concurrent.TimeUnit;

/** The thread that dispatched an asynchronous request. */
public final class DispatchingThread {
  private DispatchingThread() {}

  /**
   * Waits until the thread has left Grizzly, for up to 10 seconds. If another thread completes a
   * request earlier, GlassFish 7.0.21 may answer the next request with 500: in a run, its request
   * object had no context.
   */
  public static void awaitReturn(Thread dispatching) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (isInGrizzly(dispatching) && System.nanoTime() - end < 0) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static boolean isInGrizzly(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().startsWith("org.glassfish.grizzly.http.")) {
        return true;
      }
    }
    return false;
  }
}
