// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.openimis;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A role that a user has, or had until a date. */
@Entity
@Table(name = "tblUserRole")
public class UserRole {
  @Id
  @Column(name = "UserRoleID")
  int id;

  @ManyToOne
  @JoinColumn(name = "UserID")
  @Nullable InteractiveUser user;

  @Column(name = "RoleName")
  String role = "";

  @Column(name = "ValidityTo")
  @Nullable LocalDateTime validityTo;
}
