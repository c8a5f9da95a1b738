// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.openimis;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A user with a password. Each change of the row sets its validity again. */
@Entity
@Table(name = "tblUsers")
public class InteractiveUser {
  @Id
  @Column(name = "UserID")
  int id;

  @Column(name = "LoginName")
  String loginName = "";

  @Column(name = "StoredPassword")
  @Nullable String storedPassword;

  @Column(name = "ValidityFrom")
  LocalDateTime validityFrom = LocalDateTime.MIN;
}
