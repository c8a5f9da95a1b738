// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FirstReadingTest {
  private final Accounts headers = new Accounts();
  private final Accounts passwords = new Accounts();
  private boolean outside;
  private final FirstReading readiness =
      new FirstReading(
          () -> outside ? Optional.empty() : Optional.of(Stream.of(headers, passwords)));

  @Test
  void isReadyOnlyWhenEachStoreHasReadItsDatabase() {
    passwords.down = true;
    assertThat(readiness.isReady()).isFalse();

    passwords.down = false;
    assertThat(readiness.isReady()).isTrue();
  }

  @Test
  void staysReadyWithoutAnotherReadingWhileTheDatabaseIsDown() {
    assertThat(readiness.isReady()).isTrue();
    headers.down = true;
    passwords.down = true;

    assertThat(readiness.isReady()).isTrue();
    assertThat(headers.readings).isEqualTo(1);
  }

  @Test
  void isNotReadyInAThreadOutsideTheApplicationBeforeTheFirstReading() {
    outside = true;
    assertThat(readiness.isReady()).isFalse();

    outside = false;
    assertThat(readiness.isReady()).isTrue();

    outside = true;
    assertThat(readiness.isReady()).isTrue();
  }

  @Test
  void isNotReadyWhileTheStoresCannotBeMade() {
    FirstReading early =
        new FirstReading(
            () -> {
              throw new PersistenceException("no connection");
            });

    assertThat(early.isReady()).isFalse();
  }

  @Test
  void isNotReadyAtOnceWhileAnotherCallReads() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    headers.query =
        () -> {
          begun.countDown();
          try {
            answered.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    AtomicBoolean first = new AtomicBoolean();
    Thread reader = new Thread(() -> first.set(readiness.isReady()));
    reader.start();
    begun.await();

    assertThat(readiness.isReady()).isFalse();

    answered.countDown();
    reader.join();
    assertThat(first).isTrue();
    assertThat(headers.readings).isEqualTo(1);
  }

  private static final class Accounts extends UnchangingDirectory {
    private boolean down;
    private int readings;
    private Runnable query = () -> {};

    @Override
    public Optional<KnownCaller> ask(String name) {
      readings++;
      query.run();
      if (down) {
        throw new PersistenceException("no connection");
      }
      return Optional.empty();
    }
  }
}
