// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Apache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/apache/basic.conf}: Apache httpd checks the passwords itself. */
@Tag("gateways")
class ApacheBasicIT extends GatewayProbes {
  private static final String NAME = "    RequestHeader set Remote-User \"expr=%{REMOTE_USER}\"\n";

  @Override
  protected Path program() {
    return Apache.PROGRAM;
  }

  @Override
  protected Gateway start(Path folder, int applicationPort)
      throws IOException, InterruptedException {
    return Apache.start(folder, applicationPort, Map.of());
  }

  /** At each place that is allowed for a rule. */
  @Override
  protected Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    Map<String, String> rules = new HashMap<>(Apache.rules(otherPort));
    rules.computeIfPresent(
        "TraceEnable Off\n",
        (line, rule) ->
            rule
                + """
                <LocationMatch "(?i)^/+alice-server(?:[/;]|$)">
                  Require user alice
                </LocationMatch>
                """);
    rules.computeIfPresent(
        "  Include gatepass/forward.conf\n",
        (line, rule) ->
            """
              <Location /api/alice-first>
                Require user alice
              </Location>
            """
                + rule);
    rules.put(NAME, NAME + "    RequestHeader edit Remote-User \"@EXAMPLE\\.COM$\" \"\"\n");
    rules.computeIfPresent(
        "  ProxyPassReverse / http://app.example.org/\n",
        (line, rule) ->
            rule
                + """
                  <Location /api/alice-last>
                    Require user alice
                  </Location>
                  <Location /alice-or-here>
                    <RequireAny>
                      Require local
                      Require user alice
                    </RequireAny>
                  </Location>
                """);
    return Apache.start(folder, applicationPort, rules, otherPort);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/alice-server/x", "/api/alice-first/x", "/api/alice-last/x"})
  void enforcesARuleForACallerAtEachPlace(String path) {
    assertThat(callerForwarded(withRules("alice"), path)).contains("alice");
    assertThat(withRules("bob").get(path).status()).isEqualTo(401);
    assertThat(withRules().get(path).status()).isEqualTo(401);
    assertThat(forwarded()).isEmpty();
  }

  @Test
  void checksAPasswordWhereARuleHoldsWithoutOne() {
    Http wrong = withRules().header("Authorization", password("dora", "wrong"));

    assertThat(wrong.get("/alice-or-here").status()).isEqualTo(401);
    assertThat(forwarded()).isEmpty();
    assertThat(callerForwarded(withRules("dora"), "/alice-or-here")).contains("dora");
    assertThat(callerForwarded(withRules(), "/alice-or-here")).isEmpty();
  }

  @Test
  void cutsOneRealmAndLeavesTheForeignOnes() {
    assertThat(callerForwarded(withRules("alice@EXAMPLE.COM"), CALLERS_PATH)).contains("alice");
    assertThat(callerForwarded(withRules("alice@OTHER.TEST"), CALLERS_PATH))
        .contains("alice@OTHER.TEST");
    assertThat(callerForwarded(withRules("alice@EXAMPLE.COM.OTHER.TEST"), CALLERS_PATH))
        .contains("alice@EXAMPLE.COM.OTHER.TEST");
  }
}
