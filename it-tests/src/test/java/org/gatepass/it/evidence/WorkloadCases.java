// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.peer.ClientCertificates.OTHER_DOMAIN;
import static org.gatepass.it.peer.ClientCertificates.TWO_URIS;
import static org.gatepass.it.peer.ClientCertificates.WEB;
import static org.gatepass.it.peer.ClientCertificates.forwardedClientCert;

import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that reads SPIFFE ids as Envoy sends them. */
interface WorkloadCases {
  /** A client of the application. */
  Http http();

  private Http with(String element) {
    return http().header("x-forwarded-client-cert", element);
  }

  @Test
  default void authenticatesAWorkloadByItsSpiffeId() {
    assertThat(
            with("By=spiffe://example.org/app;Subject=\"\";URI=spiffe://example.org/web")
                .get("/protected")
                .body())
        .isEqualTo("spiffe://example.org/web [] false HEADER -");
    assertThat(with(forwardedClientCert(WEB)).get("/protected").body())
        .isEqualTo("spiffe://example.org/ns/prod/sa/web [] false HEADER -");
  }

  @Test
  @Shows(Attack.A13)
  default void a13AWorkloadOfAnotherTrustDomainIsIgnored() {
    for (String element :
        new String[] {"URI=spiffe://other.test/web", "URI=", forwardedClientCert(OTHER_DOMAIN)}) {
      assertThat(with(element).get("/protected").status()).isEqualTo(401);
      assertThat(with(element).get("/open").body()).isEqualTo("anonymous");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "URI=spiffe://example.org/web,URI=spiffe://example.org/admin",
        "URI=spiffe://example.org/web;URI=spiffe://example.org/admin",
        "URI=;DNS=x;URI=spiffe://example.org/admin",
        "URI=spiffe://example.org/admin;URI=",
        "URI=spiffe://example.org/admin;DNS=x",
        "Subject=\"CN=a\\\\\";URI=spiffe://example.org/admin",
        "Subject=\"CN=a;URI=spiffe://example.org/admin",
        "URI=spiffe://example.org/web/../admin"
      })
  @Shows(Attack.A14)
  default void a14AnElementWithTwoMeaningsIsMalformed(String element) {
    assertThat(with(element).get("/protected").status()).isEqualTo(400);
    assertThat(with(element).get("/open").status()).isEqualTo(400);
  }

  @Test
  @Shows(Attack.A14)
  default void a14ACertificateHasOneUriAndItsOwnDigest() {
    String otherDigest = "Hash=" + "0123456789abcdef".repeat(4);

    assertThat(with(forwardedClientCert(TWO_URIS)).get("/open").status()).isEqualTo(400);
    assertThat(
            with(forwardedClientCert(WEB).replaceFirst("Hash=[0-9a-f]+", otherDigest))
                .get("/open")
                .status())
        .isEqualTo(400);
  }

  @Test
  @Shows(Attack.A14)
  default void a14TheTextOfTheSubjectNamesNoCaller() {
    assertThat(with("Subject=\"CN=alice\"").get("/open").body()).isEqualTo("anonymous");
    assertThat(with("Subject=\"CN=x\\\";URI=y\"").get("/open").body()).isEqualTo("anonymous");
  }
}
