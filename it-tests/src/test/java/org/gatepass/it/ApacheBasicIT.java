// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/apache/basic.conf}: Apache httpd checks the passwords itself. */
@Tag("gateways")
class ApacheBasicIT extends GatewayProbes {
  private static final String NAME = "    RequestHeader set Remote-User \"expr=%{REMOTE_USER}\"\n";

  @Override
  Path program() {
    return Apache.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return Apache.start(folder, applicationPort, Map.of());
  }

  /** At each place that is allowed for a rule. */
  @Override
  Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    return Apache.start(
        folder,
        applicationPort,
        Map.of(
            "TraceEnable Off\n",
            """
            TraceEnable Off
            <LocationMatch "(?i)^/+alice-server(?:[/;]|$)">
              Require user alice
            </LocationMatch>
            <VirtualHost 127.0.0.1:%d>
              ServerName app.example.org
              SSLEngine On
              SSLCertificateFile    gatepass/certificate.pem
              SSLCertificateKeyFile gatepass/certificate.key
              Include gatepass/forward.conf
              ProxyPass / http://127.0.0.1:8080/
            </VirtualHost>
            """
                .formatted(otherPort),
            "  Include gatepass/forward.conf\n",
            """
              <LocationMatch "(?i)^/+(?:inside|api/inside)(?:[/;]|$)">
                Require ip 192.0.2.1
              </LocationMatch>
              <Location /api/alice-first>
                Require user alice
              </Location>
              Include gatepass/forward.conf
            """,
            NAME,
            NAME + "    RequestHeader edit Remote-User \"@EXAMPLE\\.COM$\" \"\"\n",
            "  ProxyPassReverse / http://app.example.org/\n",
            """
              ProxyPassReverse / http://app.example.org/
              <LocationMatch "(?i)^/+admin(?:[/;]|$)">
                Require ip 192.0.2.1
              </LocationMatch>
              <Location /api/alice-last>
                Require user alice
              </Location>
              <Location /alice-or-here>
                <RequireAny>
                  Require local
                  Require user alice
                </RequireAny>
              </Location>
            """),
        otherPort);
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
