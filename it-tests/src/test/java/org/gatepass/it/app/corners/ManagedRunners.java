// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import java.util.concurrent.FutureTask;

/** The threads of the container. */
@ApplicationScoped
public class ManagedRunners {
  @Resource ManagedExecutorService executor;
  @Resource ManagedThreadFactory threads;

  @Produces
  @Named("executor")
  public Runner executor() {
    return look -> executor.submit(() -> Looks.attempt(look));
  }

  @Produces
  @Named("thread-factory")
  public Runner threadFactory() {
    return look -> {
      FutureTask<String> task = new FutureTask<>(() -> Looks.attempt(look));
      threads.newThread(task).start();
      return task;
    };
  }
}
