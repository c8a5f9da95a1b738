// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.it.account.DirectoryGroupsIT;
import org.gatepass.it.account.DjangoTablesIT;
import org.gatepass.it.account.LiveIT;
import org.gatepass.it.account.NewcomersIT;
import org.gatepass.it.answer.OpenPathIT;
import org.gatepass.it.container.TwoMechanismsIT;
import org.gatepass.it.demo.SmallWarIT;
import org.gatepass.it.evidence.AssertionIT;
import org.gatepass.it.evidence.EscapedPemIT;
import org.gatepass.it.evidence.ProxyCertificateIT;
import org.gatepass.it.session.LoginPathIT;
import org.gatepass.it.session.PersistentIT;
import org.gatepass.it.session.RememberedForALimitedTimeIT;
import org.gatepass.it.session.SignOutIT;
import org.junit.jupiter.api.Test;

/**
 * Checks that each attack has a test or a reason, and that the page for reviewers lists all of
 * them.
 */
class AttackRowsIT {
  private static final Path PAGE = Path.of("..", "docs", "explanation", "security-model.md");
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src", "test", "java"),
          Path.of("..", "mechanism", "src", "test", "java"),
          Path.of("..", "identity-store", "src", "test", "java"),
          Path.of("..", "assertion", "src", "test", "java"),
          Path.of("..", "demo-war", "src", "test", "java"));

  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern ROW = Pattern.compile("\\b[A-K]\\d\\d\\b");

  private static Set<Attack> shown() {
    Set<Attack> shown = EnumSet.noneOf(Attack.class);
    for (Class<?> suite :
        List.of(
            AttacksIT.class,
            SecretEchoIT.class,
            ServerLogIT.class,
            SmallWarIT.class,
            LoginPathIT.class,
            LiveIT.class,
            PersistentIT.class,
            RememberedForALimitedTimeIT.class,
            PasswordTimingIT.class,
            GuessedPasswordsIT.class,
            NewcomersIT.class,
            DjangoTablesIT.class,
            TwoMechanismsIT.class,
            DirectoryGroupsIT.class,
            ProxyCertificateIT.class,
            AssertionIT.class,
            EscapedPemIT.class,
            SignOutIT.class,
            OpenPathIT.class)) {
      Stream.concat(Arrays.stream(suite.getMethods()), Arrays.stream(suite.getDeclaredMethods()))
          .map(AttackRowsIT::rows)
          .forEach(shown::addAll);
    }
    return shown;
  }

  private static List<Attack> rows(Method method) {
    Shows shows = method.getAnnotation(Shows.class);
    return shows == null ? List.of() : List.of(shows.value());
  }

  @Test
  void eachRowHasEitherACaseOrAReasonWhyNot() {
    Set<Attack> withoutReason =
        Arrays.stream(Attack.values())
            .filter(row -> row.reasonForNoCase().isEmpty())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Attack.class)));

    assertThat(shown()).isEqualTo(withoutReason);
    System.out.println(
        "rows with cases: " + withoutReason.size() + " of " + Attack.values().length);
  }

  @Test
  void thePageForReviewersNamesEachRow() throws IOException {
    Set<String> named =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map(found -> found.group())
            .collect(Collectors.toSet());

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Attack.values()).map(Enum::name).toList());
  }

  @Test
  void thePageForReviewersStatesWhyARowHasNoCase() throws IOException {
    String page = Files.readString(PAGE).replaceAll("\\s+", " ");

    assertThat(Attack.values())
        .allSatisfy(
            row -> row.reasonForNoCase().ifPresent(reason -> assertThat(page).contains(reason)));
  }

  @Test
  void thePageForReviewersNamesOnlyTestsThatExist() throws IOException {
    Matcher test = TEST.matcher(Files.readString(PAGE));
    int count = 0;
    while (test.find()) {
      count++;
      assertThat(isDeclared(test.group(1), test.group(2))).as(test.group()).isTrue();
    }
    assertThat(count).isGreaterThan(20);
  }

  private static boolean isDeclared(String testClass, String method) {
    return SOURCES.stream()
        .flatMap(AttackRowsIT::files)
        .filter(file -> file.endsWith(testClass + ".java"))
        .anyMatch(file -> read(file).contains("void " + method + "("));
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
