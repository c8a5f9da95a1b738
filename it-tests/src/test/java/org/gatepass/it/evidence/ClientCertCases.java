// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.peer.ClientCertificates.ALICE;
import static org.gatepass.it.peer.ClientCertificates.OTHER_ISSUER;
import static org.gatepass.it.peer.ClientCertificates.clientCert;

import java.util.List;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.junit.jupiter.api.Test;

/** An application that reads {@code Client-Cert}. */
interface ClientCertCases {
  /** A client of the application. */
  Http http();

  private Http with(String certificate) {
    return http().header("Client-Cert", certificate);
  }

  @Test
  default void authenticatesTheEmailAddressOfTheSubject() {
    assertThat(with(clientCert(ALICE)).get("/protected").body())
        .isEqualTo("alice@example.org [] false HEADER -");
  }

  @Test
  @Shows(Attack.A13)
  default void a13ACertificateOfAnotherIssuerIsIgnored() {
    assertThat(with(clientCert(OTHER_ISSUER)).get("/protected").status()).isEqualTo(401);
  }

  @Test
  @Shows(Attack.A14)
  default void a14AValueThatIsNotOneByteSequenceIsMalformed() {
    String one = clientCert(ALICE);

    for (String value :
        List.of(ALICE, one + ":", one + ", " + one, one + ";a=1", "(" + one + ")")) {
      assertThat(with(value).get("/open").status()).isEqualTo(400);
    }
  }

  @Test
  @Shows(Attack.A14)
  default void a14TwoLinesAreMalformed() {
    assertThat(
            with(clientCert(ALICE)).header("client-cert", clientCert(ALICE)).get("/open").status())
        .isEqualTo(400);
  }
}
