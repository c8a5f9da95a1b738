// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gatepass.store.RevocationsMissed;
import org.gatepass.store.internal.freshness.RevisionQuery.Link;
import org.jspecify.annotations.Nullable;

/**
 * The events about changes of other nodes and programs that this node has read, until they are
 * fired. The thread that commits a change of this node fires its event. A reading recognizes such a
 * change by its random step, which the node records before the commit. The list of changes may
 * contain a change twice, by a trigger and by the transaction, so that equal events of one reading
 * count once. Safe for use by many threads.
 */
public final class Revocations {
  /** With more events than this, {@link RevocationsMissed} replaces them. */
  private static final int MAX_WAITING = 10_000;

  private static final int MAX_OWN = 10_000;

  private volatile boolean collecting;

  /** Whether a thread fires an event at present. */
  private final AtomicBoolean firing = new AtomicBoolean();

  /** In the order of the commits. */
  private final Set<Object> waiting = new LinkedHashSet<>();

  /** The changes of this node that no reading has listed yet. */
  private final Map<Listed, Own> own = new LinkedHashMap<>();

  /**
   * A change that this node lists.
   *
   * @param step by how much the change raises the revision: a random number
   * @param change the change
   */
  public record Listed(long step, Change change) {}

  /** The state of a change of this node. */
  private static final class Own {
    private boolean committed;
    private @Nullable Object readBeforeTheEnd;
  }

  Revocations() {}

  /** Starts to collect events; before, all changes are ignored. */
  public void collect() {
    collecting = true;
  }

  /**
   * Records changes of this node, before their transaction ends.
   *
   * @param changes the changes
   */
  public void begin(List<Listed> changes) {
    if (collecting) {
      synchronized (this) {
        Set<String> deleted =
            changes.stream()
                .map(Listed::change)
                .filter(change -> change.kind() == Change.Kind.DELETED)
                .map(Change::name)
                .collect(Collectors.toSet());
        if (!deleted.isEmpty()) {
          // A deletion removes the name from the earlier changes: no reading lists them any more.
          own.keySet().removeIf(listed -> deleted.contains(listed.change().name()));
        }
        changes.stream()
            .filter(change -> change.change().event().isPresent())
            .forEach(change -> own.put(change, new Own()));
        Iterator<Own> oldest = own.values().iterator();
        while (own.size() > MAX_OWN) {
          oldest.next();
          oldest.remove();
        }
      }
    }
  }

  /**
   * Records the end of a transaction of this node.
   *
   * @param changes its changes
   * @param committed whether the transaction has certainly committed, so that its thread fires the
   *     events. Otherwise the changes count as those of others: the confirmation may be lost
   */
  public synchronized void end(List<Listed> changes, boolean committed) {
    for (Listed change : changes) {
      Own state = own.get(change);
      if (state == null) {
        continue;
      }
      state.committed = committed;
      if (!committed || state.readBeforeTheEnd != null) {
        own.remove(change);
      }
      if (!committed && state.readBeforeTheEnd != null) {
        add(Set.of(state.readBeforeTheEnd));
      }
    }
  }

  /**
   * Adds what a reading shows. Of two queries under way at the same time, the later one may list
   * changes that the earlier one has listed.
   *
   * @param since the revision after which the query listed changes
   * @param reached the revision of the reading before
   * @param result the result of the query
   */
  synchronized void read(
      @Nullable Object since, @Nullable Object reached, RevisionQuery.Result result) {
    if (!collecting || Objects.equals(result.revision(), reached)) {
      return;
    }
    List<Link> links = result.links();
    int start = links == null ? -1 : startOf(links, since, reached);
    if (links == null || start < 0) {
      add(Set.of(new RevocationsMissed()));
    } else {
      add(eventsOf(links.subList(start, links.size())));
    }
  }

  /** The index of the first link after a revision; negative if the links do not lead there. */
  private static int startOf(List<Link> links, @Nullable Object since, @Nullable Object reached) {
    if (Objects.equals(since, reached)) {
      return 0;
    }
    for (int i = 0; i < links.size(); i++) {
      if (isNumber(reached, links.get(i).revision())) {
        return i + 1;
      }
    }
    return -1;
  }

  /** An entity of the application may select any type of whole numbers. */
  private static boolean isNumber(@Nullable Object revision, long number) {
    return revision instanceof Number
        && new BigDecimal(revision.toString()).compareTo(BigDecimal.valueOf(number)) == 0;
  }

  private Set<Object> eventsOf(List<Link> links) {
    Set<Object> events = new LinkedHashSet<>();
    for (Link link : links) {
      Listed listed = new Listed(link.revision() - link.previous(), link.change());
      link.change()
          .event()
          .ifPresent(
              event -> {
                Own state = own.get(listed);
                if (state == null) {
                  events.add(event);
                } else {
                  // This node fires the event after its commit, which covers the changes before.
                  events.remove(event);
                  state.readBeforeTheEnd = event;
                }
                if (state != null && state.committed) {
                  own.remove(listed);
                }
              });
    }
    return events;
  }

  private synchronized void add(Set<Object> events) {
    waiting.addAll(events);
    if (waiting.size() > MAX_WAITING) {
      waiting.clear();
      waiting.add(new RevocationsMissed());
    }
  }

  /**
   * Fires the events that wait, one after another in the order of the commits. Does nothing while
   * another thread fires them, which then fires the later ones as well.
   *
   * @param events fires an event. If it fails, the later events wait for the next call
   */
  public void fire(Consumer<Object> events) {
    while (isWaiting() && firing.compareAndSet(false, true)) {
      try {
        takeFirst().ifPresent(events);
      } finally {
        firing.set(false);
      }
    }
  }

  private synchronized boolean isWaiting() {
    return !waiting.isEmpty();
  }

  private synchronized Optional<Object> takeFirst() {
    Optional<Object> first = waiting.stream().findFirst();
    first.ifPresent(waiting::remove);
    return first;
  }
}
