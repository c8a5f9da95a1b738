// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpellingsTest {
  @Test
  void ofAHeaderHaveOtherSeparatorsAndCases() {
    assertThat(Spellings.ofName("remote-user"))
        .containsExactlyInAnyOrder(
            "REMOTE-USER",
            "Remote-User",
            "remote_user",
            "Remote_User",
            "REMOTE_USER",
            "remote.user",
            "Remote.User",
            "REMOTE.USER",
            "HTTP_REMOTE_USER");
    assertThat(Spellings.ofName("x-remote-user")).contains("X_Remote-User", "X-Remote_User");
  }

  @Test
  void ofAPathKeepTheQuery() {
    assertThat(Spellings.ofTarget("/api/me?a=/b"))
        .containsExactlyInAnyOrder(
            "//api/me?a=/b",
            "/./api/me?a=/b",
            "/x/../api/me?a=/b",
            "/x/%2e%2e/api/me?a=/b",
            "/x/..;/api/me?a=/b",
            "/x/..%2fapi/me?a=/b",
            "/;x/api/me?a=/b",
            "/api/me;x=1?a=/b",
            "/api;x=1/me?a=/b",
            "/%61pi/me?a=/b",
            "/api/%6de?a=/b",
            "/api/me/?a=/b");
  }

  @Test
  void ofTheRootAreOtherTargets() {
    assertThat(Spellings.ofTarget("/")).isNotEmpty().doesNotContain("/");
  }
}
