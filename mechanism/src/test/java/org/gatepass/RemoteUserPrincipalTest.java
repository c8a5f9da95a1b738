// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteUserPrincipalTest {
  private static RemoteUserPrincipal alice(AuthenticatedBy way, Set<String> groups) {
    return new RemoteUserPrincipal("alice", way, groups, "alice@example.org", "Alice", "stamp-1");
  }

  @Test
  void equalsOneWithTheSameParts() {
    RemoteUserPrincipal alice = alice(AuthenticatedBy.HEADER, Set.of("user"));

    assertThat(alice)
        .isEqualTo(alice(AuthenticatedBy.HEADER, Set.of("user")))
        .hasSameHashCodeAs(alice(AuthenticatedBy.HEADER, Set.of("user")))
        .isNotEqualTo(alice(AuthenticatedBy.SESSION, Set.of("user")))
        .isNotEqualTo(alice(AuthenticatedBy.HEADER, Set.of()))
        .isNotEqualTo(
            new RemoteUserPrincipal(
                "alice", AuthenticatedBy.HEADER, Set.of("user"), null, "Alice", "stamp-1"))
        .isNotEqualTo(
            new RemoteUserPrincipal(
                "alice",
                AuthenticatedBy.HEADER,
                Set.of("user"),
                "alice@example.org",
                "Alice",
                "stamp-2"))
        .isNotEqualTo("alice");
  }

  @ParameterizedTest
  @CsvSource({
    "alice, 'alice'",
    "'J\u00fcrgen', 'J\\u00fcrgen'",
    "'al ice', 'al\\u0020ice'",
    "'a\nINFO forged', 'a\\u000aINFO\\u0020forged'",
    "'a\u202eb', 'a\\u202eb'",
    "'a\\b', 'a\\u005cb'"
  })
  void showsTheNameEscapedAndNothingPrivate(String name, String shown) {
    assertThat(
            new RemoteUserPrincipal(
                name, AuthenticatedBy.HEADER, Set.of("secret-group"), "e@x", "Display", "stamp"))
        .hasToString("RemoteUserPrincipal[" + shown + ", HEADER]");
  }
}
