// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommittedTest {
  private static final int ALICE = 1;
  private static final int BOB = 2;

  private final Committed committed = new Committed(2);

  @BeforeEach
  void changeAliceThreeTimes() {
    committed.add(ALICE, 1, 100);
    committed.add(BOB, 2, 150);
    committed.add(ALICE, 3, 200);
    committed.add(ALICE, 4, 300);
  }

  @Test
  void anAnswerWithTheLatestChangeHasNoAge() {
    assertThat(committed.ageNanos(ALICE, 4, 1_000)).isZero();
  }

  @Test
  void anAnswerIsAsOldAsTheFirstCommitThatItLacks() {
    assertThat(committed.ageNanos(ALICE, 1, 1_000)).isEqualTo(800);
    assertThat(committed.ageNanos(ALICE, 0, 1_000)).isEqualTo(900);
  }

  @Test
  void aCommitAfterTheRequestMakesNoAnswerOld() {
    assertThat(committed.ageNanos(ALICE, 3, 250)).isNegative();
  }

  @Test
  void changesOfOtherAccountsDoNotCount() {
    assertThat(committed.ageNanos(BOB, 2, 1_000)).isZero();
  }

  /** The answer may contain a change before the changing thread has learnt of its commit. */
  @Test
  void anAnswerMayBeAheadOfTheList() {
    assertThat(committed.ageNanos(BOB, 5, 1_000)).isZero();
  }

  @Test
  void oneAnswerBeyondTheStalenessIsCounted() {
    Level level = new Level("", 10);
    level.count(1_000_000_000);
    level.count(1_000_000_001);

    assertThat(level.tooOld()).isEqualTo(1);
    assertThat(level.checked()).isEqualTo(2);
  }
}
