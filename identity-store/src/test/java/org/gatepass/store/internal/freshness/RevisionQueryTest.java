// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.gatepass.store.internal.freshness.RevisionQuery.Link;
import org.gatepass.store.internal.freshness.RevisionQuery.Result;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rows of the table of changes, as a node reads them. */
class RevisionQueryTest {
  private static final Link ALICE = new Link(10, 17, "alice", Kind.REVOKED);
  private static final Link BOB = new Link(17, 40, "bob", Kind.GROUPS);

  private static List<Link> chain(int length) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      links.add(new Link(i, i + 1, "person-" + i, Kind.OTHER));
    }
    return links;
  }

  @Test
  void listsTheChangesOfAChain() {
    assertThat(Result.of(10L, 40, List.of(ALICE, BOB)).changes())
        .containsExactly(new Change("alice", Kind.REVOKED), new Change("bob", Kind.GROUPS));
  }

  @Test
  void listsNoChangesAtTheKnownRevision() {
    assertThat(Result.of(10L, 10, List.of()).changes()).isEmpty();
  }

  /** The revision alone was restored, or raised by hand to a lower number. */
  @Test
  void listsNoChangesAtTheKnownRevisionBelowOtherRows() {
    assertThat(Result.of(10L, 10, List.of(BOB)).changes()).isEmpty();
    assertThat(Result.of(0L, 0, chain(1_001)).changes()).isEmpty();
  }

  @Test
  void listsAsManyChangesAsTheMaximum() {
    assertThat(Result.of(0L, 1_000, chain(1_000)).changes()).hasSize(1_000);
  }

  @Nested
  class DoesNotListChanges {
    @Test
    void overTheMaximum() {
      assertThat(Result.of(0L, 1_001, chain(1_001)).changes()).isNull();
    }

    @Test
    void withoutAKnownRevision() {
      assertThat(Result.of(null, 40, List.of(ALICE, BOB)).changes()).isNull();
    }

    @Test
    void ofAChainThatBeginsLater() {
      assertThat(Result.of(9L, 40, List.of(ALICE, BOB)).changes()).isNull();
      assertThat(Result.of(10L, 40, List.of(BOB)).changes()).isNull();
    }

    @Test
    void ofAChainWithAGap() {
      Link later = new Link(41, 50, "carol", Kind.OTHER);

      assertThat(Result.of(10L, 50, List.of(ALICE, BOB, later)).changes()).isNull();
    }

    @Test
    void ofAChainThatEndsBeforeOrAfterTheRevision() {
      assertThat(Result.of(10L, 41, List.of(ALICE, BOB)).changes()).isNull();
      assertThat(Result.of(10L, 17, List.of(ALICE, BOB)).changes()).isNull();
      assertThat(Result.of(10L, 11, List.of()).changes()).isNull();
    }

    @Test
    void ofALowerRevision() {
      assertThat(Result.of(10L, 9, List.of()).changes()).isNull();
    }

    @Test
    void withoutAName() {
      Link all = new Link(40, 50, null, Kind.DELETED);

      assertThat(Result.of(10L, 50, List.of(ALICE, BOB, all)).changes()).isNull();
    }
  }
}
