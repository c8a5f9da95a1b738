// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each attack that a request can make, against the demo with two kinds of evidence. */
@ArquillianTest
@Tag("core")
@ExtendWith(AttackCount.class)
class AttacksIT
    implements PeerAttacks,
        HeaderLineAttacks,
        HeaderValueAttacks,
        GroupAttacks,
        SessionAttacks,
        WebAttacks {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(SETTINGS);
  }

  @Override
  public Http http() {
    return new Http(base.getPort(), "");
  }

  @Test
  @Shows(Attack.C14)
  void c14AServerThatRejectsBytesBeyondAsciiAnswersBeforeGatepass() {
    Answer answer = named(AttackedDemo.utf8("j\u00fcrgen")).get("/api/whoami");

    assertThat(answer.status()).isIn(200, 400);
    assertThat(answer.status() == 200).isEqualTo(answer.body().contains("j\u00fcrgen"));
  }
}
