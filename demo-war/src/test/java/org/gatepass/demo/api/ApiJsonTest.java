// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserPrincipal;
import org.junit.jupiter.api.Test;

class ApiJsonTest {
  @Test
  void writesTheCallerWithGroupsInOrder() {
    RemoteUserPrincipal caller =
        new RemoteUserPrincipal(
            "alice",
            AuthenticatedBy.HEADER,
            Set.of("user", "auditor", "administrator"),
            "alice@example.org",
            "Alice \"Al\" Liddell",
            "stamp");

    assertThat(ApiJson.caller(Optional.of(caller)))
        .hasToString(
            "{\"caller\":\"alice\",\"groups\":[\"administrator\",\"auditor\",\"user\"],"
                + "\"authenticatedBy\":\"HEADER\",\"email\":\"alice@example.org\","
                + "\"name\":\"Alice \\\"Al\\\" Liddell\"}");
  }

  @Test
  void writesNullForWhatIsNotKnown() {
    RemoteUserPrincipal caller =
        new RemoteUserPrincipal("admin", AuthenticatedBy.PASSWORD, Set.of(), null, null, null);

    assertThat(ApiJson.caller(Optional.of(caller)))
        .hasToString(
            "{\"caller\":\"admin\",\"groups\":[],\"authenticatedBy\":\"PASSWORD\","
                + "\"email\":null,\"name\":null}");
  }

  @Test
  void writesAnAnonymousCallerWithEveryMember() {
    assertThat(ApiJson.caller(Optional.empty()))
        .hasToString(
            "{\"caller\":null,\"groups\":[],\"authenticatedBy\":null,\"email\":null,\"name\":null}");
  }
}
