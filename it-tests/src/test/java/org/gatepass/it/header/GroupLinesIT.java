// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.app.groups.LineSecurity;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.attack.Shows;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One group in each line, without a separator, so that a name may contain one. */
@ArquillianTest
@ExtendWith(AttackCount.class)
class GroupLinesIT extends GroupsOfAlice {
  @Deployment(testable = false)
  static WebArchive war() {
    return war(LineSecurity.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x,idp-admins", "x, idp-admins", "x;idp-admins", "idp-admins,x", ","})
  @Shows(Attack.D02)
  void d02ALineIsOneGroupWhereNothingSeparates(String group) {
    assertThat(groups(alice().header("remote-groups", group))).containsExactly("user");
    assertThat(
            groups(
                alice()
                    .header("remote-groups", group)
                    .header("remote-groups", " idp-admins ")
                    .header("remote-groups", DN)))
        .containsExactly("administrator", "ops", "user");
  }
}
