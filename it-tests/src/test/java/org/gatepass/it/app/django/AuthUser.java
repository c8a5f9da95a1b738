// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.django;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;

/** A row of Django's {@code auth_user}. */
@Entity
@Table(name = "auth_user")
public class AuthUser {
  @Id int id;
  String username = "";
  String password = "";

  @Column(name = "is_active")
  boolean active;

  @ManyToMany
  @JoinTable(
      name = "auth_user_groups",
      joinColumns = @JoinColumn(name = "user_id"),
      inverseJoinColumns = @JoinColumn(name = "group_id"))
  Set<AuthGroup> groups = new HashSet<>();
}
