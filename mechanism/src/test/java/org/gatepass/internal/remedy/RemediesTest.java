// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTest {
  private static final Pattern KEY = Pattern.compile("gatepass\\.[a-z.-]*[a-z]");
  private static final Path SETTINGS = Path.of("../docs/reference/settings.md");
  private static final Path ASSERTIONS = Path.of("../docs/how-to/signed-assertions.md");

  /** The rejections that no setting fixes. */
  private static final Set<Rejection> WITHOUT_SETTING =
      EnumSet.of(
          Rejection.ALIAS_HEADER,
          Rejection.HEADER_IN_CONNECTION,
          Rejection.RESERVED_NAME,
          Rejection.INACTIVE_CALLER,
          Rejection.LOCKED_CALLER,
          Rejection.EXPIRED_CALLER,
          Rejection.HEADER_LOGIN_NOT_ALLOWED,
          Rejection.NAMED_BY_HEADER,
          Rejection.WRONG_PASSWORD,
          Rejection.PASSWORD_CHANGE_REQUIRED,
          Rejection.PASSWORD_EXPIRED,
          Rejection.STORE_UNAVAILABLE,
          Rejection.APPLICATION_FAILED);

  private static String sentence(Rejection reason) {
    return new Remedies("gatepass").of(reason, "10.1.2.9");
  }

  private static List<String> keys(String sentence) {
    return KEY.matcher(sentence).results().map(MatchResult::group).toList();
  }

  @Test
  void nameThePeerAndTheSetting() {
    assertThat(sentence(Rejection.UNTRUSTED_PEER))
        .startsWith("The peer 10.1.2.9 is not in gatepass.trusted-proxies");
  }

  @ParameterizedTest
  @EnumSource
  void nameASettingWhereOneFixesTheCause(Rejection reason) {
    assertThat(keys(sentence(reason)).isEmpty()).isEqualTo(WITHOUT_SETTING.contains(reason));
  }

  @Test
  void nameOnlySettingsThatExist() throws IOException {
    String pages = Files.readString(SETTINGS) + Files.readString(ASSERTIONS);
    Set<String> named =
        Stream.concat(
                Stream.of(Rejection.values()).map(RemediesTest::sentence),
                Stream.of(new Remedies("gatepass").headersOff()))
            .flatMap(sentence -> keys(sentence).stream())
            .collect(Collectors.toSet());

    assertThat(named)
        .hasSizeGreaterThan(20)
        .allSatisfy(key -> assertThat(pages).contains("| `" + key + "` |"));
  }

  @Test
  void nameTheKeysWithThePrefixOfTheApplication() {
    Remedies staff = new Remedies("staff.gatepass");

    assertThat(staff.of(Rejection.WRONG_SECRET, "10.1.2.9"))
        .contains("staff.gatepass.shared-secrets or staff.gatepass.shared-secrets-file");
    assertThat(staff.headersOff()).startsWith("staff.gatepass.enabled is false");
  }
}
