// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.gatepass.CallerRevoked;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.gatepass.store.internal.freshness.RevisionQuery.Link;
import org.gatepass.store.internal.freshness.RevisionQuery.Result;
import org.junit.jupiter.api.Test;

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
