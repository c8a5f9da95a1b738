// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.gatepass.store.internal.caller.CallerDirectory.Creation;

/**
 * The accounts that are being created on this node. Of several first requests of one caller, one
 * creates the account; the others wait for that request, for a limited time. Requests of different
 * callers do not wait for each other. Safe for use by many threads.
 */
final class CreationsUnderWay {
  private final long timeoutNanos;
  private final ConcurrentMap<String, CompletableFuture<Creation>> creations =
      new ConcurrentHashMap<>();

  CreationsUnderWay(Duration timeout) {
    timeoutNanos = timeout.toNanos();
  }

  /**
   * Creates an account, or waits until another request has created it.
   *
   * @param name the caller name
   * @param work creates the account
   * @return the result of the work; {@link Creation#NOT_CREATED} when another request has created
   *     the account
   * @throws PersistenceException when another request's work failed or timed out
   */
  Creation share(String name, Supplier<Creation> work) {
    CompletableFuture<Creation> mine = new CompletableFuture<>();
    CompletableFuture<Creation> others = creations.putIfAbsent(name, mine);
    if (others != null) {
      return await(others);
    }
    try {
      Creation creation = work.get();
      mine.complete(creation);
      return creation;
    } catch (RuntimeException failure) {
      mine.completeExceptionally(failure);
      throw failure;
    } finally {
      creations.remove(name, mine);
      // Has no effect unless an error ended the work early.
      mine.completeExceptionally(new IllegalStateException("The creation ended early"));
    }
  }

  private Creation await(CompletableFuture<Creation> others) {
    try {
      Creation creation = others.get(timeoutNanos, TimeUnit.NANOSECONDS);
      return creation == Creation.CREATED ? Creation.NOT_CREATED : creation;
    } catch (ExecutionException failed) {
      throw new PersistenceException("The account could not be created", failed.getCause());
    } catch (TimeoutException late) {
      throw new PersistenceException("The account was not created in time", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PersistenceException("Interrupted while an account was created", interrupted);
    }
  }
}
