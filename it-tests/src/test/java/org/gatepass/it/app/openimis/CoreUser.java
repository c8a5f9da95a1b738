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

/** A user who is valid between two dates. */
@Entity
@Table(name = "core_User")
public class CoreUser {
  @Id String id = "";

  @Column(name = "username")
  String loginName = "";

  @Column(name = "valid_from")
  LocalDateTime validFrom = LocalDateTime.MIN;

  @Column(name = "valid_to")
  @Nullable LocalDateTime validTo;

  /** The row of a user with a password. */
  @ManyToOne
  @JoinColumn(name = "i_user_id")
  @Nullable InteractiveUser interactive;
}
