// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * An answer that took no more than 100 ms. Counted is the thread's own time on a processor, and the
 * best of three tries, so that a busy machine or a first call proves nothing.
 */
public final class QuickAnswer {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration LIMIT = Duration.ofMillis(100);

  private QuickAnswer() {}

  public static <T> T of(Supplier<T> question) {
    for (int attempt = 0; attempt < 3; attempt++) {
      long start = THREADS.getCurrentThreadCpuTime();
      T answer = question.get();
      if (THREADS.getCurrentThreadCpuTime() - start <= LIMIT.toNanos()) {
        return answer;
      }
    }
    return fail("took more than %s of processor time, three times", LIMIT);
  }
}
