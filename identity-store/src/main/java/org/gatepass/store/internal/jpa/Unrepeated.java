// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Parameters that make each query different from earlier ones. H2 may reuse the result of an equal
 * earlier query although another connection has committed since, unless its URL has an option
 * ({@code OPTIMIZE_REUSE_RESULTS=FALSE}). A query with a new parameter has no earlier result. A
 * condition such as {@code a.id <> :question} holds for each row. Safe for use by many threads.
 */
public final class Unrepeated {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private Unrepeated() {}

  /** A text that differs from all account ids and from all earlier texts. */
  public static String text() {
    return "question " + COUNTER.getAndIncrement();
  }

  /** A negative number, different from the earlier ones. */
  public static int number() {
    return -1 - (COUNTER.getAndIncrement() & Integer.MAX_VALUE);
  }
}
