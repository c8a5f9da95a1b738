// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gatepass.store.StoreReadiness;
import org.gatepass.store.internal.caller.CallerDirectory;

/** The bean of {@link StoreReadiness}. {@link StoreExtension} adds it with the stores. */
public class FirstReading implements StoreReadiness {
  private static final Logger LOG = System.getLogger(FirstReading.class.getName());

  /** A name that no caller can have, because names have no blank at the end. */
  private static final String NOBODY = " ";

  /** The directories; empty in a thread outside the application. */
  private final Supplier<Optional<Stream<CallerDirectory>>> directories;

  private final AtomicBoolean loggedFailure = new AtomicBoolean();

  /** A hanging database must not hold a thread for each health check. */
  private final Semaphore reading = new Semaphore(1);

  private volatile boolean ready;

  /** For the container. */
  public FirstReading() {
    this(() -> StoreExtension.ofThisApplicationIfAny().map(store -> store.directories().all()));
  }

  /** For use without a container. */
  FirstReading(Supplier<Optional<Stream<CallerDirectory>>> directories) {
    this.directories = directories;
  }

  @Override
  public boolean isReady() {
    if (!ready && reading.tryAcquire()) {
      try {
        ready = haveRead();
      } finally {
        reading.release();
      }
    }
    return ready;
  }

  private boolean haveRead() {
    try {
      // The directory reads the revision first, as for a caller.
      Optional<Stream<CallerDirectory>> found = directories.get();
      found.ifPresent(all -> all.forEach(directory -> directory.find(NOBODY)));
      return found.isPresent();
    } catch (RuntimeException unavailable) {
      LOG.log(
          loggedFailure.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG,
          "Not ready: the accounts could not be read (" + unavailable.getClass().getName() + ")");
      return false;
    }
  }
}
