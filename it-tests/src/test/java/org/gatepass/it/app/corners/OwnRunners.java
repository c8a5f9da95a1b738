// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** The threads that an application makes itself. */
@ApplicationScoped
public class OwnRunners {
  /** Its one thread begins with the first task, in the request of that task's caller. */
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @Produces
  @Named("thread")
  public Runner thread() {
    return look -> {
      FutureTask<String> task = new FutureTask<>(() -> Looks.attempt(look));
      new Thread(task).start();
      return task;
    };
  }

  /** By reflection: Java 21 has them. */
  @Produces
  @Named("virtual-thread")
  public Runner virtualThread() {
    return look -> {
      FutureTask<String> task = new FutureTask<>(() -> Looks.attempt(look));
      try {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
      return task;
    };
  }

  @Produces
  @Named("pool")
  public Runner pool() {
    return look -> pool.submit(() -> Looks.attempt(look));
  }

  @PreDestroy
  void end() {
    pool.shutdown();
  }
}
