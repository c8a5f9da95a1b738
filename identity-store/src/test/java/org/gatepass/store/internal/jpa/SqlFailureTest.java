// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states and error codes of databases. */
class SqlFailureTest {
  @ParameterizedTest
  @CsvSource({
    "23505,     0, true,  true,  false",
    "22001,     0, false, true,  false",
    "HY000,  1366, false, true,  false",
    "40001,  1213, true,  false, false",
    "90131, 90131, true,  false, false",
    "HY000,  1020, true,  false, false",
    "HY000,  1205, false, false, true",
    "HYT00, 50200, false, false, true",
    "57014,     0, false, false, true",
    "HY000,  1290, false, false, false",
    "08001,  1020, false, false, false",
  })
  void distinguishesLostRacesValuesAndTimeouts(
      String state, int code, boolean isLostRace, boolean isValue, boolean isTimeout) {
    RuntimeException failure = new PersistenceException(new SQLException("a message", state, code));

    assertThat(SqlFailure.mayHaveLostARace(failure)).isEqualTo(isLostRace);
    assertThat(SqlFailure.mayBeOfAValue(failure)).isEqualTo(isValue);
    assertThat(SqlFailure.isTimeout(failure)).isEqualTo(isTimeout);
  }
}
