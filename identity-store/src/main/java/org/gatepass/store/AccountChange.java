// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code gatepass_change}: an account that has changed, with the {@linkplain
 * AccountRevision revision} before and after the change. Each node reads the rows, and drops only
 * these accounts from its cache. Gatepass writes and deletes the rows; applications only name this
 * class in {@code persistence.xml}.
 */
@Entity
@Table(name = "gatepass_change")
@Cacheable(false)
public class AccountChange {
  @Id
  @Column(name = "revision", nullable = false)
  private long revision;

  @Column(name = "previous", nullable = false)
  private long previous;

  @Column(name = "name", length = 255)
  private @Nullable String name;

  @Column(name = "kind", nullable = false, length = 16)
  private String kind;

  /** For the persistence provider. */
  protected AccountChange() {
    kind = "";
  }

  /**
   * Creates a row.
   *
   * @param previous the revision before the change
   * @param revision the revision after the change
   * @param name the caller name of the account
   * @param kind what has changed
   */
  public AccountChange(long previous, long revision, String name, String kind) {
    this.previous = previous;
    this.revision = revision;
    this.name = name;
    this.kind = kind;
  }

  /** The class and the revisions: a person may have chosen the name. */
  @Override
  public String toString() {
    return "AccountChange " + previous + " to " + revision + ": " + kind;
  }
}
