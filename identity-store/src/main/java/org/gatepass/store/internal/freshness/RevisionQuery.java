// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.freshness;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the revision of callers' data, and the changes that led to it. */
@FunctionalInterface
public interface RevisionQuery {
  /** The maximum number of changes that one result lists. */
  int MAX_CHANGES = 1_000;

  /**
   * Reads the committed revision.
   *
   * @param known the revision that this node's caches have reached, or null
   */
  Result since(@Nullable Object known);

  /**
   * A revision that was read.
   *
   * @param revision the revision that the database stores; null if it stores none
   * @param links the changes from the known revision to this one, all of them, each with a name;
   *     null if they are unknown
   */
  record Result(@Nullable Object revision, @Nullable List<Link> links) {
    /** Copies the changes. */
    public Result {
      links = links == null ? null : List.copyOf(links);
    }

    /** The changes from the known revision to this one; null if they are unknown. */
    public @Nullable List<Change> changes() {
      return links == null ? null : links.stream().map(Link::change).toList();
    }

    /** A revision without a list of changes: a different revision means that anything changed. */
    public static Result of(@Nullable Object known, @Nullable Object revision) {
      boolean isSame = known != null && Objects.equals(known, revision);
      return new Result(revision, isSame ? List.of() : null);
    }

    /**
     * A revision with the rows of the table of changes above the known revision. Their changes
     * count only if the rows form a chain from the known revision to the present one.
     *
     * @param links the rows, ordered by their revision
     */
    public static Result of(@Nullable Long known, long revision, List<Link> links) {
      if (known != null && known == revision) {
        return new Result(revision, List.of()); // rows above it are those of a lost database
      }
      if (known == null || links.size() > MAX_CHANGES) {
        return new Result(revision, null);
      }
      long reached = known;
      for (Link link : links) {
        if (link.previous() != reached || link.name() == null) {
          return new Result(revision, null);
        }
        reached = link.revision();
      }
      return new Result(revision, reached == revision ? links : null);
    }
  }

  /**
   * A row of the table of changes.
   *
   * @param previous the revision before the change
   * @param revision the revision after the change
   * @param name the name of the changed caller; null for all callers
   * @param kind what has changed
   */
  record Link(long previous, long revision, @Nullable String name, Change.Kind kind) {
    /** The change of a caller. */
    Change change() {
      return new Change(Objects.requireNonNull(name), kind);
    }
  }
}
