// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gatepass.CallerRevoked;
import org.gatepass.store.RevocationsMissed;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.gatepass.store.internal.freshness.RevisionQuery.Link;
import org.gatepass.store.internal.freshness.RevisionQuery.Result;
import org.gatepass.store.internal.freshness.Revocations.Listed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The events that readings of the revision lead to. */
class RevocationsTest {
  private final Revocations revocations = new Revocations();
  private final List<Object> fired = new ArrayList<>();

  RevocationsTest() {
    revocations.collect();
  }

  private static Link link(long revision, String name) {
    return new Link(revision - 1, revision, name, Kind.REVOKED);
  }

  private void read(@Nullable Object since, @Nullable Object reached, Result result) {
    revocations.read(since, reached, result);
    revocations.fire(fired::add);
  }

  static Stream<Number> seven() {
    return Stream.of(7L, 7, (short) 7, (byte) 7, BigInteger.valueOf(7), new BigDecimal("7.0"), 7.0);
  }

  /** Two queries were under way, and the later one lists the change of the earlier one as well. */
  @ParameterizedTest
  @MethodSource("seven")
  void continueAfterTheRevisionOfTheFormerReadingOfAnyType(Number reached) {
    read(6, reached, new Result(8, List.of(link(7, "alice"), link(8, "bob"))));

    assertThat(fired).containsExactly(new CallerRevoked("bob"));
  }

  @Test
  void areMissedWhereTheListLacksTheRevisionOfTheFormerReading() {
    read(6, 9, new Result(8, List.of(link(7, "alice"), link(8, "bob"))));
    read("6", "7", new Result("8", List.of(link(7, "alice"), link(8, "bob"))));

    assertThat(fired).containsExactly(new RevocationsMissed(), new RevocationsMissed());
  }

  /** The list of changes lacks them from then on. */
  @Test
  void ofThisNodeAreForgottenWithTheDeletionOfTheirCaller() {
    for (Kind kind : List.of(Kind.REVOKED, Kind.DELETED)) {
      List<Listed> own = List.of(new Listed(1, new Change("alice", kind)));
      revocations.begin(own);
      revocations.end(own, true);
    }

    read(6, 6, new Result(7, List.of(link(7, "alice"))));

    assertThat(fired).containsExactly(new CallerRevoked("alice"));
  }

  @Test
  void areMissedWhereTheRevisionBeginsOrEnds() {
    read(7, 7, new Result(null, null));
    assertThat(fired).containsExactly(new RevocationsMissed());

    read(null, null, new Result(null, null));
    assertThat(fired).hasSize(1);

    read(null, null, new Result(7, null));
    assertThat(fired).containsExactly(new RevocationsMissed(), new RevocationsMissed());
  }

  @Test
  void remainAfterAnErrorOfAnObserver() {
    revocations.read(6, 6, new Result(8, List.of(link(7, "alice"), link(8, "bob"))));
    assertThatThrownBy(
            () ->
                revocations.fire(
                    event -> {
                      fired.add(event);
                      throw new AssertionError("not caught");
                    }))
        .hasMessage("not caught");
    assertThat(fired).containsExactly(new CallerRevoked("alice"));

    revocations.fire(fired::add);

    assertThat(fired).containsExactly(new CallerRevoked("alice"), new CallerRevoked("bob"));
  }

  /** An observer may cause a reading. */
  @Test
  void areFiredOneAfterAnother() {
    revocations.read(6, 6, new Result(8, List.of(link(7, "alice"), link(8, "bob"))));

    revocations.fire(
        event -> {
          revocations.fire(fired::add);
          fired.add(event);
        });

    assertThat(fired).containsExactly(new CallerRevoked("alice"), new CallerRevoked("bob"));
  }
}
