// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepass.store.internal.freshness.RevisionClock;

/**
 * Moves the queries of requests into the executor that Jakarta Concurrency defines. Its threads
 * have the context of the application, which the queries need.
 */
final class ServerExecutor {
  private static final Logger LOG = System.getLogger(ServerExecutor.class.getName());

  private ServerExecutor() {}

  /** Changes nothing where the server has no such executor. */
  @SuppressWarnings("BanJNDI") // The specification defines the name, and the server the executor.
  static void use(List<RevisionClock> revisions) {
    try {
      Executor threads = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
      revisions.forEach(revision -> revision.queryIn(threads));
    } catch (NamingException | RuntimeException absent) {
      LOG.log(
          Level.DEBUG,
          "The server has no managed executor: a request that queries the database waits for as"
              + " long as the driver does",
          absent);
    }
  }
}
