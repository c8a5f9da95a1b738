// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The entities of the example in the guide: members, a counter, and the list of changes. */
final class Membership {
  static final String TABLES =
      """
      create table member (name varchar(150) primary key, active boolean not null);
      create table member_revision (number bigint not null);
      create table member_change (number bigint primary key, name varchar(150));
      insert into member values ('ann', true), ('ben', true);
      insert into member_revision values (1);
      insert into member_change values (1, null);
      """;

  private Membership() {}

  /** A caller. */
  @Entity(name = "Member")
  @Table(name = "member")
  public static class Member {
    @Id String name = "";
    boolean active;
  }

  /** A changed caller. */
  @Entity(name = "MemberChange")
  @Table(name = "member_change")
  public static class MemberChange {
    @Id long number;
    @Nullable String name;
  }
}
