// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * The one row of the table {@code gatepass_revision}: a number that changes with each change of any
 * {@link UserAccount}, except its last login. Gatepass reads and raises the number; applications
 * only name this class in {@code persistence.xml}.
 */
@Entity
@Table(name = "gatepass_revision")
@Cacheable(false)
public class AccountRevision {
  /** The key of the only row. */
  public static final int ID = 1;

  @Id
  @Column(name = "id", nullable = false)
  private int id;

  @Column(name = "revision", nullable = false)
  private long revision;

  /** For the persistence provider. */
  protected AccountRevision() {}

  /**
   * Makes the row, where the migration has not made it.
   *
   * @param revision the number
   */
  public AccountRevision(long revision) {
    this.id = ID;
    this.revision = revision;
  }

  @Override
  public String toString() {
    return "AccountRevision " + id + ": " + revision;
  }
}
