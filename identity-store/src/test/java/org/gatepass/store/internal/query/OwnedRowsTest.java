// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedRowsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select g.name from U u join u.groups g where u.name = :name"
            + " | select g.name, u.name from U u join u.groups g where u.name = :name",
        "select distinct g.name from U u join u.groups g where u.active = true and :name = u.name"
            + " | select distinct g.name, u.name from U u join u.groups g where u.active = true and"
            + " :name = u.name",
        "select r.role from R r where (r.user.name=:name) order by r.role"
            + " | select r.role, r.user.name from R r where (r.user.name=:name) order by r.role",
        "select concat(g.a, g.b) from U u join u.g g on u.name = :name"
            + " | select concat(g.a, g.b), u.name from U u join u.g g on u.name = :name"
      })
  void addsTheComparedPathToTheSelection(String query, String selecting) {
    assertThat(OwnedRows.selecting(query)).contains(selecting);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select g.name from U u join u.groups g where lower(u.name) = lower(:name)",
        "select g.name from U u join u.groups g where lower(u.name) = :name",
        "select g.name from U u join u.groups g where u.name like :name",
        "select g.name from U u join u.groups g where u.name = :name || ''",
        "select g.name from U u join u.groups g where '' || u.name = :name",
        "select g.name from U u join u.groups g where coalesce(u.name = :name, true)",
        "select g.name from G g where exists (select 1 from U u where u.name = :name)",
        "select max(u.changed) from U u where u.name = :name",
        "select u.a from U u where u.name = :name group by u.a",
        "select new x.Y(u.a) from U u where u.name = :name",
        "select g from U u where name = :name",
        "from U u where u.name = :name"
      })
  void leavesOtherQueriesUnchanged(String query) {
    assertThat(OwnedRows.selecting(query)).isEmpty();
  }
}
