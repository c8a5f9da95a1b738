// SPDX-License-Identifier: Apache-2.0
package org.gatepass.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsMappingTest { // D01
  @Test
  void countsOnlyMappedNames() {
    GroupsMapping mapping = GroupsMapping.parse("idp-admins=administrator,staff=user");
    assertThat(mapping.map("idp-admins")).isEqualTo("administrator");
    assertThat(mapping.map("staff")).isEqualTo("user");
    assertThat(mapping.map("administrator")).isNull();
    assertThat(mapping.map("Staff")).isNull();
    assertThat(mapping.map("*")).isNull();
  }

  @Test
  void mayGiveOneNameToSeveralGroups() {
    GroupsMapping mapping = GroupsMapping.parse("a=user,b=user");
    assertThat(mapping.map("a")).isEqualTo("user");
    assertThat(mapping.map("b")).isEqualTo("user");
  }

  @Test
  void leavesEveryNameItselfForAnAsterisk() {
    assertThat(GroupsMapping.parse("*").map("staff")).isEqualTo("staff");
    assertThat(GroupsMapping.parse("*")).hasToString("*");
  }

  @Test
  void countsNoGroupWhenEmpty() {
    assertThat(GroupsMapping.none().map("staff")).isNull();
    assertThat(GroupsMapping.parse("").map("staff")).isNull();
    assertThat(GroupsMapping.parse(" ").map("")).isNull();
  }

  @Test
  void takesBlanksAroundNamesForNothing() {
    GroupsMapping mapping = GroupsMapping.parse(" idp admins = administrator ,\tstaff=user ");
    assertThat(mapping.map("idp admins")).isEqualTo("administrator");
    assertThat(mapping.map("staff")).isEqualTo("user");
  }

  @Test
  void knowsWhatItStillGives() {
    Set<String> earlier = Set.of("administrator", "user", "staff");

    assertThat(GroupsMapping.parse("staff=user,admins=auditor").stillGiven(earlier))
        .containsExactly("user");
    assertThat(GroupsMapping.parse("*").stillGiven(earlier)).isEqualTo(earlier);
    assertThat(GroupsMapping.none().stillGiven(earlier)).isEmpty();
  }

  @Test
  void tellsItsPairs() {
    assertThat(GroupsMapping.parse("staff=user")).hasToString("{staff=user}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"staff", "a=b=c", "a=b,", ",a=b", "a=b,,c=d", "staff,*"})
  void refusesWhatIsNoPair(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse(text))
        .withMessageMatching("is not a mapping of groups: \".*\" is not one name, =, and another");
  }

  @Test
  void refusesALeftSideThatStandsTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse("staff=user,staff=administrator"))
        .withMessage("is not a mapping of groups: \"staff\" is mapped twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse("staff=user, staff=user"))
        .withMessage("is not a mapping of groups: \"staff\" is mapped twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a*", "a;b", "a|b", "a\u0000", "a\u200b", "a\u0301", "\u00a0a"})
  void refusesWhatIsNoName(String name) { // D02
    String message =
        "is not a mapping of groups: \""
            + name
            + "\" is not a group's name: text in normal form C without * ; | and control characters";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse(name + "=user"))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse("staff=" + name))
        .withMessage(message);
  }
}
