// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPathTest {
  static Stream<Arguments> paths() {
    return Stream.of(
        Arguments.of("email", List.of("email")),
        Arguments.of("realm_access.roles", List.of("realm_access", "roles")),
        Arguments.of("a.b.c", List.of("a", "b", "c")),
        Arguments.of("cognito:groups", List.of("cognito:groups")),
        Arguments.of("'https://example.org/groups'", List.of("https://example.org/groups")),
        Arguments.of("\"https://example.org/groups\"", List.of("https://example.org/groups")),
        Arguments.of(
            "resource_access.'my.client'.roles", List.of("resource_access", "my.client", "roles")),
        Arguments.of("'it\"s a name'", List.of("it\"s a name")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("paths")
  void isReadFromText(String text, List<String> names) {
    assertThat(ClaimPath.parse(text).names()).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", ".", "a.", ".a", "a..b", "a b", " a", "a ", "'a", "a'", "''", "'a'b", "'a''b'",
        "a.'b", "\"a'"
      })
  void isNotReadFrom(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClaimPath.parse(text))
        .withMessage(
            "\""
                + text
                + "\" is not the path of a claim (examples: realm_access.roles,"
                + " 'https://example.org/groups')");
  }

  @Test
  void hasAtLeastOneName() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ClaimPath(List.of()));
  }

  @Test
  void leadsThroughObjectsOnly() {
    Map<String, Object> claims =
        Map.of("a", Map.of("b", "deep"), "a.b", "flat", "list", List.of("x"), "text", "y");

    assertThat(ClaimPath.parse("a.b").in(claims)).isEqualTo("deep");
    assertThat(ClaimPath.parse("'a.b'").in(claims)).isEqualTo("flat");
    assertThat(ClaimPath.parse("list").in(claims)).isEqualTo(List.of("x"));
    assertThat(ClaimPath.parse("list.x").in(claims)).isNull();
    assertThat(ClaimPath.parse("text.y").in(claims)).isNull();
    assertThat(ClaimPath.parse("absent.b").in(claims)).isNull();
  }

  private static List<String> groups(char separator, Object value) {
    return new ClaimPaths(
            ClaimPath.parse("sub"), ClaimPath.parse("groups"), separator, null, null, null)
        .groupsIn(Map.of("groups", value));
  }

  @Test
  void readsGroupsFromAnArrayAsTheyAre() {
    assertThat(groups(',', List.of("/staff/nurses", "x,idp-admins", 7L, " ", "", List.of("y"))))
        .containsExactly("/staff/nurses", "x,idp-admins");
  }

  @Test
  void readsGroupsFromSeparatedText() {
    assertThat(groups(',', "nurses, staff ,,admins")).containsExactly("nurses", "staff", "admins");
    assertThat(groups(' ', "nurses staff")).containsExactly("nurses", "staff");
    assertThat(groups('|', "nurses,staff|x")).containsExactly("nurses,staff", "x");
    assertThat(groups(',', ",nurses,")).containsExactly("nurses");
    assertThat(groups(',', "nurses")).containsExactly("nurses");
    assertThat(groups(',', "")).isEmpty();
  }

  @Test
  void readsTextFromAStringWithACharacter() {
    ClaimPath email = ClaimPath.parse("email");
    assertThat(ClaimPaths.text(email, Map.of("email", "a"))).isEqualTo("a");
    assertThat(ClaimPaths.text(email, Map.of("email", ""))).isNull();
    assertThat(ClaimPaths.text(email, Map.of("email", 7L))).isNull();
    assertThat(ClaimPaths.text(email, Map.of())).isNull();
    assertThat(ClaimPaths.text(null, Map.of("email", "a"))).isNull();
  }

  @Test
  void readsNoGroupsFromOtherTypes() {
    assertThat(groups(',', Map.of("admins", true))).isEmpty();
    assertThat(groups(',', true)).isEmpty();
    assertThat(
            new ClaimPaths(ClaimPath.parse("sub"), null, ',', null, null, null)
                .groupsIn(Map.of("groups", "a")))
        .isEmpty();
  }
}
