// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.members;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A caller of the application. */
@Entity
@Table(name = "member")
public class Member {
  @Id String name = "";
  boolean active;
}
