// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.members;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A changed member; all members without a name. */
@Entity
@Table(name = "member_change")
public class MemberChange {
  @Id long number;
  @Nullable String name;
}
