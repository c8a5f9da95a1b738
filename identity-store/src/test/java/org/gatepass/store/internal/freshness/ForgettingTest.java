// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.gatepass.store.internal.freshness.RevisionQuery.Link;
import org.gatepass.store.internal.freshness.RevisionQuery.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A cache that forgets only the callers that changed, with a fake database and clock. */
class ForgettingTest {
  private static final long SECOND = 1_000_000_000;

  private long now;
  private long revision = 100;
  private final List<Link> links = new ArrayList<>();
  private final Map<String, Integer> stamps = new HashMap<>(Map.of("alice", 0, "bob", 0));
  private final List<String> loaded = new ArrayList<>();
  private Runnable beforeRead = () -> {};
  private Runnable afterRead = () -> {};
  private Runnable afterQuery = () -> {};

  private final RevisionClock revisions =
      new RevisionClock((RevisionQuery) this::since, () -> SECOND, () -> now);
  private final RememberingDirectory directory =
      new RememberingDirectory(
          new UnchangingDirectory() {
            @Override
            public Optional<KnownCaller> ask(String name) {
              return load(name);
            }
          },
          revisions,
          () -> SECOND,
          () -> now);

  ForgettingTest() {
    revisions.add(directory);
  }

  private Result since(@Nullable Object known) {
    Long from = (Long) known;
    Result result =
        Result.of(
            from,
            revision,
            links.stream().filter(link -> from != null && link.revision() > from).toList());
    Runnable step = afterQuery;
    afterQuery = () -> {};
    step.run();
    return result;
  }

  private Optional<KnownCaller> load(String name) {
    loaded.add(name);
    Runnable before = beforeRead;
    beforeRead = () -> {};
    before.run();
    KnownCaller read =
        new KnownCaller(
            name,
            true,
            true,
            false,
            null,
            false,
            Set.of(),
            null,
            null,
            null,
            "" + stamps.get(name),
            null,
            LoginTimes.UNLIMITED);
    Runnable after = afterRead;
    afterRead = () -> {};
    after.run();
    return Optional.of(read);
  }

  /** Another node commits a change. */
  private void change(String name) {
    stamps.merge(name, 1, Integer::sum);
    links.add(new Link(revision, revision + 7, name, Kind.REVOKED));
    revision += 7;
  }

  private String stamp(String name) {
    return directory.find(name).orElseThrow().securityStamp();
  }

  private void fill() {
    stamp("alice");
    stamp("bob");
    loaded.clear();
  }

  @Test
  void loadsOnlyTheChangedCallerAnew() {
    fill();
    change("alice");
    now += SECOND;

    assertThat(stamp("alice")).isEqualTo("1");
    assertThat(stamp("bob")).isEqualTo("0");
    assertThat(loaded).containsExactly("alice");
  }

  @Test
  void loadsAllCallersAnewAfterAGap() {
    fill();
    revision += 3; // by a writer without the table of changes
    change("alice");
    now += SECOND;

    stamp("alice");
    stamp("bob");

    assertThat(loaded).containsExactly("alice", "bob");
  }

  @Test
  void doesNotCacheACallerWhoseChangeWasReadDuringTheLoad() {
    stamp("bob");
    afterRead =
        () -> {
          change("alice");
          now += SECOND;
          stamp("bob"); // reads the change
        };

    assertThat(stamp("alice")).isEqualTo("1"); // the first reading has expired meanwhile
    loaded.clear();
    assertThat(stamp("alice")).isEqualTo("1");
    assertThat(loaded).isEmpty();
  }

  @Test
  void cachesALateCallerWhenAnotherOneChanged() {
    fill();
    directory.forgetAll();
    stamp("bob");
    loaded.clear();
    afterRead =
        () -> {
          change("bob");
          now += SECOND;
          stamp("bob");
        };

    stamp("alice");

    assertThat(loaded).containsExactly("alice", "bob");
  }

  @Test
  void readsAChangeBetweenTheRevisionAndTheLoadAtOnce() {
    beforeRead = () -> change("alice");

    assertThat(stamp("alice")).isEqualTo("1");
    now += SECOND;
    assertThat(stamp("alice")).isEqualTo("1");
  }

  @Test
  void readsAChangeAfterTheQueryWithinTheStaleness() {
    afterQuery = () -> change("alice");
    stamp("alice");
    now += SECOND;

    assertThat(stamp("alice")).isEqualTo("1");
  }

  @Test
  void readsItsOwnChangeWithoutAnotherQuery() {
    fill();
    change("alice");

    revisions.forget(List.of(new Change("alice", Kind.OTHER)));

    assertThat(stamp("alice")).isEqualTo("1");
    assertThat(stamp("bob")).isEqualTo("0");
    assertThat(loaded).containsExactly("alice");
  }

  @Test
  void doesNotCacheALoadFromBeforeItsOwnChange() {
    afterRead =
        () -> {
          change("alice");
          revisions.forget(List.of(new Change("alice", Kind.OTHER)));
        };
    assertThat(stamp("alice")).isEqualTo("0");

    assertThat(stamp("alice")).isEqualTo("1");
  }

  @Test
  void usesTheLaterQueryWhereAnEarlierOneEndsAfterIt() {
    fill();
    now += SECOND;
    afterQuery =
        () -> {
          // The first query has its result, without the change, and does not return for a second.
          change("alice");
          now += SECOND;
          assertThat(stamp("alice")).isEqualTo("1");
        };

    assertThat(stamp("alice")).isEqualTo("1");
    assertThat(loaded).containsExactly("alice");
  }

  @Test
  void loadsAllCallersAnewWhereAnotherQueryFoundAGap() {
    fill();
    now += SECOND;
    afterQuery =
        () -> {
          revision += 3;
          now += SECOND;
          stamp("bob");
        };

    stamp("alice");

    assertThat(loaded).containsExactly("bob", "alice");
  }
}
