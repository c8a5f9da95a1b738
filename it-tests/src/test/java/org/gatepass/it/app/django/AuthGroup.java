// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.django;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of Django's {@code auth_group}. */
@Entity
@Table(name = "auth_group")
public class AuthGroup {
  @Id int id;
  String name = "";
}
