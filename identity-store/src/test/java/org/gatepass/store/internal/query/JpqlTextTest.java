// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpqlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "select u.name from User u | 1",
        "SELECT DISTINCT u.name FROM User u, Group g | 1",
        "select u.name, u.active from User u | 2",
        "select u.name, u.active, u.email from User u | 3",
        "select concat(u.first, u.last) from User u | 1",
        "select new org.example.Pair(u.name, u.active) from User u | 1",
        "select (select max(g.name) from Group g), u.name from User u | 2",
        "select case when u.name = ',' then 'a, from b' else 'it''s, so' end from User u | 1",
        "select u.fromDate from User u where u.name in ('a', 'b') order by u.a, u.b | 1",
        "select  u.name  from  User u | 1",
        "update User u set u.a = 1, u.b = 2 | 0",
        "from User u | 0",
        "`` | 0"
      })
  void countsTheExpressionsOfTheOutermostSelectClause(String text, int selected) {
    assertThat(JpqlText.of(text).selected()).isEqualTo(selected);
  }

  @Test
  void findsNamedParametersOutsideQuotes() {
    JpqlText text =
        JpqlText.of("select u from User u where u.a = :name and u.b = ':no' and u.c=:other_1");

    assertThat(text.parameters()).isEqualTo(Set.of("name", "other_1"));
    assertThat(text.hasPositionalParameter()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select u from User u where u.a = ?1 | true",
        "select u from User u where u.a = ? | true",
        "select u from User u where u.a = '?1' | false"
      })
  void findsPositionalParametersOutsideQuotes(String text, boolean found) {
    assertThat(JpqlText.of(text).hasPositionalParameter()).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "SeLeCt u from User u, select",
    "  update User u set u.a = 1, update",
    "delete from User u, delete"
  })
  void readsTheKindOfStatementInAnyCase(String text, String firstWord) {
    assertThat(JpqlText.of(text).firstWord()).isEqualTo(firstWord);
  }
}
