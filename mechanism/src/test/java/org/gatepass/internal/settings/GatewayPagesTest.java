// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The blocks of settings that docs/how-to has for people to copy are valid settings. */
class GatewayPagesTest {
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^ *```\\n((?: *GATEPASS_[A-Z_]+=.*\\n)+) *```$");

  @RemoteUserAuthenticationMechanismDefinition
  private static final class Bare {}

  private static List<Map<String, String>> blocks(String page) throws IOException {
    String text = Files.readString(Path.of("..", "docs", "how-to", page));
    List<Map<String, String>> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      Map<String, String> block = new LinkedHashMap<>();
      matcher
          .group(1)
          .replace("$secret", "0123456789abcdef0123456789abcdef")
          .lines()
          .map(line -> line.strip().split("=", 2))
          .forEach(line -> block.put(line[0], line[1]));
      blocks.add(block);
    }
    return blocks;
  }

  private static MechanismSettings read(Map<String, String> environment) {
    return MechanismSettings.of(
        SettingTexts.gather(
            Bare.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class),
            new ExternalConfiguration(
                key -> null, environment::get, key -> null, Set.of(), environment.keySet()),
            Keys.ALL),
        new Modules(List.of()),
        false);
  }

  @Test
  void areReadWithoutAWarning() throws IOException {
    List<Map<String, String>> blocks = blocks("behind-other-proxies.md");

    assertThat(blocks).hasSize(5);
    for (Map<String, String> block : blocks) {
      assertThat(read(block).warnings()).as(block.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kerberos.md", "saml.md"})
  void areReadWithoutFurtherSettings(String page) throws IOException {
    List<Map<String, String>> blocks = blocks(page);

    assertThat(blocks).hasSize(1);
    assertThat(read(blocks.get(0)).warnings()).isEmpty();
  }

  @Test
  void areReadWithTheAddressOfTheProxy() throws IOException {
    List<Map<String, String>> blocks = blocks("client-certificates-in-headers.md");

    assertThat(blocks).hasSize(3);
    for (Map<String, String> block : blocks) {
      block.put("GATEPASS_TRUSTED_PROXIES", "10.1.2.3");
      assertThat(read(block).warnings()).as(block.toString()).isEmpty();
    }
  }

  @Test
  void areReadWithTheBlockBeforeThem() throws IOException {
    List<Map<String, String>> blocks = blocks("openid-connect.md");

    assertThat(blocks).hasSize(2);
    assertThat(read(blocks.get(0)).warnings()).isEmpty();
    Map<String, String> loginPath = new LinkedHashMap<>(blocks.get(0));
    loginPath.putAll(blocks.get(1));
    assertThat(read(loginPath).warnings()).isEmpty();
  }

  /** The second block has settings of a module. */
  @Test
  void areReadForOAuth2Proxy() throws IOException {
    assertThat(read(blocks("oauth2-proxy.md").get(0)).warnings()).isEmpty();
  }

  @Test
  void areReadTogetherWithTheRecipesOwnForADirectory() throws IOException {
    List<Map<String, String>> blocks = blocks("ldap.md");

    assertThat(blocks).hasSize(1);
    Map<String, String> directory = new LinkedHashMap<>(blocks.get(0));
    directory.put("GATEPASS_TRUSTED_PROXIES", "127.0.0.1");
    assertThat(read(directory).warnings()).isEmpty();
  }
}
