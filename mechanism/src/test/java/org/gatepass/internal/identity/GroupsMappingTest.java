// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsMappingTest { // D01
  @Test
  void countsOnlyMappedNames() {
    GroupsMapping mapping = GroupsMapping.parse("idp-admins=administrator,staff=user");
    assertThat(mapping.map("idp-admins")).containsExactly("administrator");
    assertThat(mapping.map("staff")).containsExactly("user");
    assertThat(mapping.map("administrator")).isEmpty();
    assertThat(mapping.map("Staff")).isEmpty();
    assertThat(mapping.map("*")).isEmpty();
  }

  @Test
  void mayGiveOneNameToSeveralGroups() {
    GroupsMapping mapping = GroupsMapping.parse("a=user,b=user");
    assertThat(mapping.map("a")).containsExactly("user");
    assertThat(mapping.map("b")).containsExactly("user");
  }

  @Test
  void leavesEveryNameItselfForAnAsterisk() {
    assertThat(GroupsMapping.parse("*").map("staff")).containsExactly("staff");
    assertThat(GroupsMapping.parse("*")).hasToString("*");
  }

  @Test
  void countsNoGroupWhenEmpty() {
    assertThat(GroupsMapping.none().map("staff")).isEmpty();
    assertThat(GroupsMapping.parse("").map("staff")).isEmpty();
    assertThat(GroupsMapping.parse(" ").map("")).isEmpty();
  }

  @Test
  void takesBlanksAroundNamesForNothing() {
    GroupsMapping mapping = GroupsMapping.parse(" idp admins = administrator ,\tstaff=user ");
    assertThat(mapping.map("idp admins")).containsExactly("administrator");
    assertThat(mapping.map("staff")).containsExactly("user");
  }

  @Test
  void givesOnlyMappedGroups() {
    Set<String> earlier = Set.of("administrator", "user", "staff");

    assertThat(GroupsMapping.parse("staff=user,admins=auditor").stillGiven(earlier))
        .containsExactly("user");
    assertThat(GroupsMapping.parse("*").stillGiven(earlier)).isEqualTo(earlier);
    assertThat(GroupsMapping.none().stillGiven(earlier)).isEmpty();
  }

  @Test
  void listsItsPairs() {
    assertThat(GroupsMapping.parse("staff=user")).hasToString("{staff=[user]}");
  }

  @Test
  void mayGiveSeveralNamesToOneGroup() {
    GroupsMapping mapping = GroupsMapping.parse("a=user,b=user,a=administrator");
    assertThat(mapping.map("a")).containsExactlyInAnyOrder("user", "administrator");
    assertThat(mapping.map("b")).containsExactly("user");
    assertThat(mapping.stillGiven(Set.of("user", "administrator", "c")))
        .containsExactlyInAnyOrder("user", "administrator");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '!',
      value = {
        "\"cn=admins,ou=groups\"=x ! cn=admins,ou=groups ! x",
        " \"cn=Domain Users, dc=a\" = x ! cn=Domain Users, dc=a ! x",
        "\"a;b|c*\"=x ! a;b|c* ! x",
        "\"*\"=x ! * ! x",
        "a=\"x=y,z\" ! a ! x=y,z",
        "\"a\\\"b\"=x ! a\"b ! x",
        "\"a\\\\b\"=x ! a\\b ! x",
        "\"a\\\\,b\"=x ! a\\,b ! x",
        "b=y,\"a,b\"=x,c=z ! a,b ! x",
        "\"a=\"=\"=\" ! a= ! =",
      })
  void readsNamesInQuotes(String text, String proxysName, String ourName) {
    assertThat(GroupsMapping.parse(text).map(proxysName)).containsExactly(ourName);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"a\"b=x", "\"\"=x", "\" a\"=x", "\"a\\\u0001\"=x", "a=\"", "a=\"b\\", "a=\"b"})
  void rejectsWhatIsNoQuotedName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse(text))
        .withMessageMatching("is not a mapping of groups: \".* is not a quoted name: text .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "staff",
        "a=b=c",
        "a=b,",
        ",a=b",
        "a=b,,c=d",
        "staff,*",
        "cn=a,dc=b=x",
        "a\\,b=x", // a backslash counts within quotes alone
        "\"a=b",
        "\"a\\\"=b"
      })
  void rejectsWhatIsNoPair(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse(text))
        .withMessageMatching(
            "is not a mapping of groups: \".*\" is not one name, =, and another \\(a name with , or"
                + " = in it needs quotes\\)");
  }

  @Test
  void rejectsARepeatedPair() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse("staff=user, staff=user"))
        .withMessage("is not a mapping of groups: \"staff\" is mapped to \"user\" twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "*", "a*", "a;b", "a|b", "a\"b\"", "a\u0000", "a\u200b", "a\u2800", "a\u0301", "\u00a0a"
      })
  void rejectsWhatIsNoName(String name) { // D02
    String message =
        "is not a mapping of groups: \""
            + name
            + "\" is not a group's name: text in normal form C without * ; | \" and control characters"
            + " (quotes around it allow the first three)";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse(name + "=user"))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupsMapping.parse("staff=" + name))
        .withMessage(message);
  }
}
