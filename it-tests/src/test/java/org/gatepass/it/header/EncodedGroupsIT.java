// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.app.groups.EncodedSecurity;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.attack.Shows;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups whose separators the proxy encodes. */
@ArquillianTest
@Tag("core")
@ExtendWith(AttackCount.class)
class EncodedGroupsIT extends GroupsOfAlice {
  @Deployment(testable = false)
  static WebArchive war() {
    return war(EncodedSecurity.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x%2Cidp-admins", "%2Cidp-admins", "x%2cidp-admins,%2C"})
  @Shows(Attack.D02)
  void d02AnEncodedSeparatorSeparatesNothing(String groups) {
    assertThat(groups(alice().header("remote-groups", groups))).containsExactly("user");
    assertThat(
            groups(
                alice()
                    .header(
                        "remote-groups",
                        groups + ",idp-admins, cn=ops%2C%20ou=groups%2Cdc=example")))
        .containsExactly("administrator", "ops", "user");
  }

  @Test
  void leavesOutGroupsThatAreNoTextAfterDecoding() {
    assertThat(groups(alice().header("remote-groups", "idp-admins,%00,%FF,a%0Ab,%E1%85%A0")))
        .containsExactly("administrator", "user");
  }
}
