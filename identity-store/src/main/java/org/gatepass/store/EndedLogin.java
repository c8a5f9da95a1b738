// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of the table {@code gatepass_ended_login}: a remembered login that a logout has ended
 * before its maximum age, or the logins of a session or subject that an identity provider has
 * ended. Each node reads the rows, and rejects sessions with these logins. Gatepass writes and
 * deletes the rows; applications only name this class in {@code persistence.xml}.
 */
@Entity
@Table(name = "gatepass_ended_login")
@Cacheable(false)
public class EndedLogin {
  @Id
  @Column(name = "id", nullable = false, length = 64)
  private String id;

  @Column(name = "ended_at", nullable = false)
  private long endedAt;

  @Column(name = "issued_at", nullable = false)
  private long issuedAt;

  @Column(name = "expires", nullable = false)
  private long expires;

  /** For the persistence provider. */
  protected EndedLogin() {
    id = "";
  }

  /**
   * Creates a row. The times are in milliseconds since 1970.
   *
   * @param id the digest of a login, or of a session id or subject at the identity provider
   * @param endedAt when the logins ended, by the clock of the node
   * @param issuedAt when the identity provider reported the end, by its clock; equal to {@code
   *     endedAt} for a logout without a provider
   * @param expires when the end is no longer needed: each login has reached its maximum age, and
   *     each assertion from before the end is too old
   */
  public EndedLogin(String id, long endedAt, long issuedAt, long expires) {
    this.id = id;
    this.endedAt = endedAt;
    this.issuedAt = issuedAt;
    this.expires = expires;
  }

  /** The class alone. */
  @Override
  public String toString() {
    return "EndedLogin";
  }
}
