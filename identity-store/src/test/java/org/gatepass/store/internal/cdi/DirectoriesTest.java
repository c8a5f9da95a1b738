// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.gatepass.spi.NodeState.Gauge;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.freshness.RevisionClock;
import org.junit.jupiter.api.Test;

/** The numbers of the stores for metrics. */
class DirectoriesTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong now = new AtomicLong();
  private final Freshness freshness = new Freshness(() -> SECOND, now::get);
  private final RevisionClock first = freshness.clock(() -> 1L);
  private final RevisionClock second = freshness.clock(() -> 1L);

  private Directories of(CallerDirectory header, CallerDirectory password) {
    return new Directories(
        Optional.of(header), Optional.of(password), Optional.empty(), List.of(first, second));
  }

  private static CallerDirectory caching(long callers) {
    return new UnchangingDirectory() {
      @Override
      public Optional<KnownCaller> ask(String name) {
        return Optional.empty();
      }

      @Override
      public long cached() {
        return callers;
      }
    };
  }

  @Test
  void haveTheSumOfTheCachedCallers() {
    assertThat(of(caching(3), caching(4)).state(Gauge.CACHED_CALLERS)).hasValue(7);
  }

  @Test
  void countACacheOnceThatBothStoresUse() {
    CallerDirectory shared = caching(3);

    assertThat(of(shared, shared).state(Gauge.CACHED_CALLERS)).hasValue(3);
  }

  @Test
  void haveTheAgeOfTheOldestRevisionInSeconds() {
    Directories directories = of(caching(0), caching(0));
    assertThat(directories.state(Gauge.REVISION_AGE)).isEmpty();

    first.readIfTooOld();
    now.addAndGet(SECOND / 2);
    second.readIfTooOld();
    now.addAndGet(SECOND / 4);

    assertThat(directories.state(Gauge.REVISION_AGE)).hasValue(0.75);
  }
}
