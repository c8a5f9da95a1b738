// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.peer.ClientCertificates.ALICE;
import static org.gatepass.it.peer.ClientCertificates.COMMA;
import static org.gatepass.it.peer.ClientCertificates.OTHER_ISSUER;
import static org.gatepass.it.peer.ClientCertificates.TWO_NAMES;
import static org.gatepass.it.peer.ClientCertificates.escapedPem;

import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that reads certificates as nginx sends them. */
interface EscapedPemCases {
  /** A client of the application. */
  Http http();

  private Http with(String certificate, String result) {
    return http().header("X-Client-Cert", certificate).header("X-Client-Verify", result);
  }

  private Http verified(String certificate) {
    return with(certificate, "SUCCESS");
  }

  private static void isAnonymous(Http client) {
    assertThat(client.get("/protected").status()).isEqualTo(401);
    assertThat(client.get("/open").body()).isEqualTo("anonymous");
  }

  private static void isMalformed(Http client) {
    assertThat(client.get("/protected").status()).isEqualTo(400);
    assertThat(client.get("/open").status()).isEqualTo(400);
  }

  @Test
  default void authenticatesTheSubjectOfAVerifiedCertificate() {
    assertThat(verified(escapedPem(ALICE)).get("/protected").body())
        .isEqualTo("alice [] false HEADER -");
  }

  @Test
  default void ignoresPlainIdentityHeaders() {
    isAnonymous(http().header("remote-user", "alice"));
  }

  @Test
  @Shows({Attack.A01, Attack.A10})
  default void a10ACertificateOfAnUntrustedPeerIsIgnored() {
    isAnonymous(verified(escapedPem(ALICE)).from(Http.UNTRUSTED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "FAILED:self signed certificate", "success", "SUCCESS,SUCCESS"})
  @Shows(Attack.A12)
  default void a12AnUnverifiedCertificateIsIgnored(String result) {
    isAnonymous(with(escapedPem(ALICE), result));
  }

  @Test
  @Shows(Attack.A12)
  default void a12ACertificateWithoutAResultIsIgnored() {
    isAnonymous(http().header("X-Client-Cert", escapedPem(ALICE)));
  }

  @Test
  @Shows(Attack.A12)
  default void a12TwoResultsAreMalformed() {
    isMalformed(with(escapedPem(ALICE), "SUCCESS").header("X-Client-Verify", "NONE"));
    isMalformed(with(escapedPem(ALICE), "NONE").header("X_Client_Verify", "SUCCESS"));
  }

  @Test
  @Shows(Attack.A13)
  default void a13ACertificateOfAnotherIssuerIsIgnored() {
    isAnonymous(verified(escapedPem(OTHER_ISSUER)));
  }

  @Test
  @Shows(Attack.A14)
  default void a14SeveralCertificatesAreMalformed() {
    isMalformed(verified(escapedPem(ALICE)).header("X-Client-Cert", escapedPem(ALICE)));
    isMalformed(verified(escapedPem(ALICE) + escapedPem(OTHER_ISSUER)));
    isMalformed(verified(escapedPem(ALICE) + ", " + escapedPem(ALICE)));
  }

  @Test
  @Shows({Attack.A14, Attack.C14})
  default void a14ACertificateIsDecodedOnce() {
    isMalformed(verified(escapedPem(ALICE).replace("%", "%25")));
  }

  @Test
  @Shows({Attack.A14, Attack.C05})
  default void a14ASubjectNamesOneCallerOrNone() {
    isMalformed(verified(escapedPem(TWO_NAMES)));
    isMalformed(verified(escapedPem(COMMA)));
  }
}
