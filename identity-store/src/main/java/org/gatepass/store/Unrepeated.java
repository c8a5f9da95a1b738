// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Parameters that make each question to a database another one. H2 may give the result of an equal
 * question of before although another connection has committed since, unless its URL has an option
 * ({@code OPTIMIZE_REUSE_RESULTS=FALSE}); to a question with another parameter it has no result
 * yet. A condition such as {@code a.id <> :question} holds for each row. Safe for use by many
 * threads.
 */
final class Unrepeated {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private Unrepeated() {}

  /** A text that is no account's id, and another one each time. */
  static String text() {
    return "question " + COUNTER.getAndIncrement();
  }

  /** A number below zero, and another one each time. */
  static int number() {
    return -1 - (COUNTER.getAndIncrement() & Integer.MAX_VALUE);
  }
}
