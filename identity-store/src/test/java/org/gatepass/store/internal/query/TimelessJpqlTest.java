// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimelessJpqlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select u.username from AuthUser u where u.username = :name and u.active = true",
        "select g.name from AuthUser u join u.groups g where u.username = :name",
        "SELECT DISTINCT g.name FROM AuthUser AS u INNER JOIN u.groups AS g WHERE u.name = :name",
        "select g.name from AuthUser u left join fetch u.groups g where u.name = :name",
        "select g from User u, in (u.groups) g where u.name = :name",
        "select u.n from org.example.User u, Group g where g.id in (1, 2, u.group.id)",
        "select max(r.number) from Revision r",
        "select coalesce(u.changed, 0) from U u where lower(u.name) = lower(:name) or u.a <> -1.5e3",
        "select u.n from U u where u.kind = org.example.Kind.STAFF and u.n like 'now()%' escape '!'",
        "select u.n from U u where exists (select 1 from Leave l where l.user = u) order by u.n desc",
        "select case when u.a is null then 'x' else 'it''s now()' end from U u",
        "select u.local from U u where u.n = :name and u.now between 1 and 2"
      })
  void acceptsQueriesThatReadOnlyRows(String query) {
    assertThat(TimelessJpql.unknownPiece(query)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select u.n from U u where u.validTo > current_timestamp | current_timestamp",
        "select u.n from U u where u.validTo > CURRENT_DATE | CURRENT_DATE",
        "select u.n from U u where u.validTo > current_time | current_time",
        "select u.n from U u where u.validTo > local date | local",
        "select u.n from U u where u.validTo > local datetime | local",
        "select u.n from U u where u.validTo > local_datetime | local_datetime",
        "select u.n from U u where u.validTo > current timestamp | current",
        "select u.n from U u where u.validTo > instant | instant",
        "select u.n from U u where u.validTo > offset datetime | offset",
        "select u.n from U u where u.validTo > now() | now",
        "select u.n from U u where u.validTo > function('now') | function",
        "select u.n from U u where u.validTo > FUNC('now') | FUNC",
        "select u.n from U u where u.validTo > sql('now()') | sql",
        "select u.n from U u where u.validTo > {fn now()} | {",
        "select u.n from U u where u.validTo > sysdate | sysdate",
        "select u.n from U u where u.n = \"it's\" or u.t > now() or u.n = '' | \"",
        "select u.n from U u /* ' */ where u.validTo > now() /* ' */ | /",
        "select u.n from U u where u.a = rand() | rand",
        "select n from U where n = :name | n",
        "select u.n from U u where u.a.now() > 1 | u.a.now"
      })
  void namesUnknownWords(String query, String piece) {
    assertThat(TimelessJpql.unknownPiece(query)).contains(piece);
  }
}
