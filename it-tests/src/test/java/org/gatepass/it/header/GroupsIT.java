// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.gatepass.it.app.groups.ListSecurity;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.attack.Shows;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Groups as a list, where a separator within a name makes two groups. Other invalid values never
 * prevent the login.
 */
@ArquillianTest
@ExtendWith(AttackCount.class)
class GroupsIT extends GroupsOfAlice {
  @Deployment(testable = false)
  static WebArchive war() {
    return war(ListSecurity.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "idp-admins,others",
        "idp-admins, others",
        "others ,idp-admins",
        "others,\tidp-admins",
        ",, idp-admins ,,",
        "  idp-admins  "
      })
  @Shows(Attack.D02)
  void readsAListAsPeopleAndProxiesWriteIt(String groups) {
    assertThat(groups(alice().header("remote-groups", groups)))
        .containsExactly("administrator", "crew", "user");
  }

  @Test
  @Shows(Attack.D02)
  void d02ASeparatorWithinANameMakesTwoGroupsOfAList() {
    // One group of the provider, "x,idp-admins", joined by its proxy: Gatepass can't detect that.
    assertThat(groups(alice().header("remote-groups", "x,idp-admins"))).contains("administrator");
    assertThat(groups(alice().header("remote-groups", "/x,/idp-admins")))
        .doesNotContain("administrator");
    assertThat(groups(alice().header("remote-groups", "/x,idp-admins"))).contains("administrator");
  }

  @ParameterizedTest
  @CsvSource({
    "remote-groups, 0, 256", "remote-groups, 1001, 2", "remote-email, 0, 255",
    "remote-email, 0, 4097", "remote-name, 0, 256", "remote-name, 0, 4097"
  })
  void isNeverRejectedForATooLongValue(String header, int times, int length) {
    String value = times == 0 ? "a".repeat(length) : "staff,".repeat(times);

    JsonObject alice = whoAmI(alice().header(header, value));

    assertThat(groups(alice)).containsExactly("user");
    assertThat(alice.isNull("email")).isTrue();
    assertThat(alice.isNull("name")).isTrue();
  }

  @Test
  void leavesOutAnAddressThatIsNotCleanAndCleansADisplayName() {
    JsonObject alice =
        whoAmI(
            alice()
                .header("remote-email", "al ice@example.org")
                .header("remote-name", "  Alice Liddell "));

    assertThat(alice.isNull("email")).isTrue();
    assertThat(alice.getString("name")).isEqualTo("Alice Liddell");
  }

  @ParameterizedTest
  @ValueSource(strings = {"remote-groups", "remote-email", "remote-name"})
  void isRejectedForTwoLinesOfASingleValuedHeader(String header) {
    assertThat(alice().header(header, "x").header(header, "x").get("/api/whoami").status())
        .isEqualTo(400);
  }
}
