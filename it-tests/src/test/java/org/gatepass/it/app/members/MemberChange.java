// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.members;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A change of the member of that name, or of all members if the name is null. */
@Entity
@Table(name = "member_change")
public class MemberChange {
  @Id long number;
  @Nullable String name;
}
