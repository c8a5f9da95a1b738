// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gatepass.it.client.Http;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Upstream.Head;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The additions of {@link Nginx#rules} to both recipes. */
public interface NginxRules {
  /** A client at the gateway with the additions. */
  Http withRules(String... name);

  /** The requests behind the gateway since the last call. */
  List<Head> forwarded();

  /** The caller that arrives behind it. */
  Optional<String> callerForwarded(Http client, String path);

  /** The locations of {@link Nginx#rules} that lead round the check of the location around them. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/outer/inner/x", "/api/outer/any/x", "/api/led-on/x"})
  default void namesNoCallerWhoseCheckALocationLeavesOut(String path) {
    Http wrong = withRules().header("Authorization", GatewayProbes.password("carol", "wrong"));
    wrong.header("remote-user", "carol").get(path);
    assertThat(forwarded())
        .singleElement()
        .satisfies(head -> assertThat(head.text()).doesNotContainIgnoringCase("carol"));
  }

  @Test
  default void keepsTheCallerInALocationWithAHeaderOfItsOwn() {
    Http dora = withRules("dora").header("remote-user", "carol");

    assertThat(callerForwarded(dora, "/api/own-header/x")).contains("dora");
  }

  @Test
  default void sendsNoSecretFromALocationThatLeavesOutTheRecipe() {
    withRules("dora").header("remote-user", "carol").get("/api/own-header-alone/x");

    assertThat(forwarded())
        .singleElement()
        .satisfies(head -> assertThat(head.values("x-gateway-secret")).isEmpty());
  }
}
