// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of an application's own table of people. */
@Entity
@Table(name = "person")
@SuppressWarnings("JavaUtilDate")
public class Person {
  /** For {@link PersonTest} on each provider and database. */
  static final String TABLES =
      """
      create table person (id integer primary key, login varchar(255) not null, active boolean not null,
        hash varchar(255), stamp %s, locked_until bigint, valid_to timestamp, hash_valid_to timestamp);
      create table team (id integer primary key, name varchar(255) not null);
      create table person_team (person_id integer not null references person (id),
        team_id integer not null references team (id));
      insert into team values (1, 'user'), (2, 'administrator');
      """;

  @Id int id;
  String login = "";
  boolean active;
  @Nullable String hash;

  @Column(name = "stamp")
  byte @Nullable [] stamp;

  @Column(name = "locked_until")
  @Nullable Long lockedUntil;

  @Column(name = "valid_to")
  @Nullable LocalDateTime validTo;

  @Column(name = "hash_valid_to")
  @Temporal(TemporalType.TIMESTAMP)
  @Nullable Date hashValidTo;

  @ManyToMany
  @JoinTable(
      name = "person_team",
      joinColumns = @JoinColumn(name = "person_id"),
      inverseJoinColumns = @JoinColumn(name = "team_id"))
  Set<Team> teams = new HashSet<>();

  /** A team of people. */
  @Entity
  @Table(name = "team")
  public static class Team {
    @Id int id;
    String name = "";
  }
}
