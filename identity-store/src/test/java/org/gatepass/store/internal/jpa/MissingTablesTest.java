// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingTablesTest {
  // PostgreSQL, H2 and MySQL, DB2, SQL Server; then a lost connection, a lock and none.
  @ParameterizedTest
  @CsvSource({
    "42P01, true",
    "42S02, true",
    "42704, true",
    "S0002, true",
    "08006, false",
    "40001, false",
    ", false"
  })
  void areLikelyByTheSqlState(String state, boolean likely) {
    assertThat(
            MissingTables.isLikely(
                new PersistenceException(new IllegalStateException(new SQLException("x", state)))))
        .isEqualTo(likely);
  }
}
