// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtpasswdTest {
  private static final Path FILE = Path.of("users.htpasswd");

  @Test
  void readsWhatApacheWrote() throws Exception {
    Htpasswd content =
        parse(String.join("\n", Fixtures.ALICE, Fixtures.BOB, Fixtures.JUERGEN, Fixtures.CAROL));

    assertThat(matches(content, "alice", Fixtures.ALICE_PASSWORD)).isTrue();
    assertThat(matches(content, "bob", Fixtures.BOB_PASSWORD)).isTrue();
    assertThat(matches(content, "jürgen", Fixtures.JUERGEN_PASSWORD)).isTrue();
    assertThat(matches(content, "carol", Fixtures.CAROL_PASSWORD)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"alice,alice-pw-2", "alice,''", "bob,bob-pw-2", "bob,BOB-PW-1", "carol,carol:pw"})
  void takesNoOtherPassword(String name, String password) throws Exception {
    Htpasswd content = parse(String.join("\n", Fixtures.ALICE, Fixtures.BOB, Fixtures.CAROL));

    assertThat(matches(content, name, password)).isFalse();
  }

  /** The three letters name one algorithm; they show which old implementation had which bug. */
  @ParameterizedTest
  @ValueSource(strings = {"$2y$", "$2a$", "$2b$"})
  void readsEveryCurrentBcryptPrefix(String prefix) throws Exception {
    Htpasswd content = parse(Fixtures.ALICE.replace("$2y$", prefix));

    assertThat(matches(content, "alice", Fixtures.ALICE_PASSWORD)).isTrue();
  }

  @Test
  void readsTheFirst72BytesOfPasswordAsApacheDoes() throws Exception {
    Htpasswd content = parse(Fixtures.LONG);

    assertThat(matches(content, "long", "x".repeat(80))).isTrue();
    assertThat(matches(content, "long", "x".repeat(72))).isTrue();
    assertThat(matches(content, "long", "x".repeat(71))).isFalse();
  }

  @Test
  void distinguishesUpperAndLowerCase() throws Exception {
    Htpasswd content = parse(Fixtures.ALICE);

    assertThat(content.holds("alice")).isTrue();
    assertThat(content.holds("Alice")).isFalse();
  }

  @Test
  void passesOverCommentsAndBlankLines() throws Exception {
    Htpasswd content = parse("# people: of the test\n\n  \n" + Fixtures.ALICE + "\n#end");

    assertThat(content.hashes()).hasSize(1);
    assertThat(content.holds("alice")).isTrue();
  }

  @Test
  void anEmptyFileHasNoName() throws Exception {
    assertThat(parse("").hashes()).isEmpty();
  }

  @Test
  void keepsCommentsAndOrderThroughChanges() throws Exception {
    Htpasswd content = parse("# first\n" + Fixtures.ALICE + "\n\n# second\n" + Fixtures.BOB);
    PasswordHash hash = PasswordHash.parse(Fixtures.CAROL.substring("carol:".length()));

    assertThat(content.with("alice", hash).bytes())
        .asString(UTF_8)
        .isEqualTo("# first\nalice:" + hash.text() + "\n\n# second\n" + Fixtures.BOB + "\n");
    assertThat(content.with("dora", hash).bytes())
        .asString(UTF_8)
        .endsWith(Fixtures.BOB + "\ndora:" + hash.text() + "\n");
    assertThat(content.without("alice").bytes())
        .asString(UTF_8)
        .isEqualTo("# first\n\n# second\n" + Fixtures.BOB + "\n");
  }

  @Test
  void writesBcryptThatItReads() {
    PasswordHash hash = PasswordHash.of("pass wörd", new SecureRandom());

    assertThat(hash.text()).startsWith("$2y$10$").hasSize(60);
    assertThat(hash.matches("pass wörd".getBytes(UTF_8))).isTrue();
    assertThat(hash.matches("pass word".getBytes(UTF_8))).isFalse();
  }

  @Test
  void rejectsNewPasswordThatBcryptWouldCut() {
    SecureRandom random = new SecureRandom();

    assertThat(PasswordHash.of("ä".repeat(36), random).text()).hasSize(60);
    assertThatThrownBy(() -> PasswordHash.of("ä".repeat(36) + "x", random))
        .hasMessage("the password has 73 bytes in UTF-8, and bcrypt reads only the first 72");
  }

  @ParameterizedTest
  @ValueSource(strings = {"04", "17"})
  void readsBcryptCostsFrom4To17(String cost) throws Exception {
    assertThat(parse(Fixtures.ALICE.replace("$05$", "$" + cost + "$")).holds("alice")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-colon | no colon; a line is a name, a colon and a hash",
        ":$apr1$trRPHEds$J5iaHTm8RKCgOED9dC5dL/ | the name is empty",
        "' eve:$apr1$trRPHEds$J5iaHTm8RKCgOED9dC5dL/' | the name \" eve\" begins or ends with a blank",
        "'eve :$apr1$trRPHEds$J5iaHTm8RKCgOED9dC5dL/' | the name \"eve \" begins or ends with a blank",
        "eve:x:$apr1$trRPHEds$J5iaHTm8RKCgOED9dC5dL/ | more than one colon",
        "alice:$apr1$trRPHEds$J5iaHTm8RKCgOED9dC5dL/ | the name \"alice\" is on line 1 already",
        "eve: | the hash is missing",
        "eve:secret-plain | unknown hash scheme, or a password in plain text",
        "eve:{SHA}EfatjsUqKYSrqv18O1FlA3hcIHI= | {SHA} is an unsalted SHA-1",
        "eve:$1$abc$secret | $1$ is the MD5 scheme of Unix",
        "eve:$5$P2xCEmcb48ul73a8$secret | $5$ is the SHA-256 scheme of Unix",
        "eve:vdwHGfs1dwAN2 | unknown hash scheme",
        "eve:$2y$05$short | broken bcrypt hash",
        "eve:$2x$05$hwp3cmF0qeCuh5eZgGKjmuRXAcp8AauzgZK1j1xAv9MLvLua00IBe | broken bcrypt hash",
        "eve:$2y$18$hwp3cmF0qeCuh5eZgGKjmuRXAcp8AauzgZK1j1xAv9MLvLua00IBe | bcrypt cost 18 is not between 4 and 17",
        "eve:$2y$03$hwp3cmF0qeCuh5eZgGKjmuRXAcp8AauzgZK1j1xAv9MLvLua00IBe | bcrypt cost 3 is not between 4 and 17",
        "eve:$apr1$trRPHEds$secret | broken apr1 hash",
        "'eve:$apr1$trRPHEds$J5iaHTm8RKCgOED9dC5dL/ ' | broken apr1 hash",
      })
  void rejectsBrokenLineWithItsNumberAndTheRuleButNotTheHash(String line, String rule) {
    assertThatThrownBy(() -> parse(Fixtures.ALICE + "\n# comment\n" + line + "\n"))
        .isInstanceOf(BrokenFileException.class)
        .hasMessageStartingWith("users.htpasswd, line 3: " + rule)
        .message()
        .doesNotContain("secret", "J5iaHTm8", "hwp3cmF0", "EfatjsUq", "vdwHGfs1");
  }

  @Test
  void rejectsCarriageReturn() {
    assertThatThrownBy(() -> parse(Fixtures.ALICE + "\r\n"))
        .hasMessage("users.htpasswd, line 1: a carriage return; lines end with a line feed only");
  }

  @Test
  void rejectsByteOrderMark() {
    assertThatThrownBy(() -> parse("\uFEFF" + Fixtures.ALICE))
        .hasMessageStartingWith(
            "users.htpasswd, line 1: the name holds a control or invisible character");
  }

  @Test
  void rejectsLatin1() {
    byte[] latin1 = (Fixtures.ALICE + "\n" + Fixtures.JUERGEN).getBytes(ISO_8859_1);

    assertThatThrownBy(() -> Htpasswd.parse(FILE, latin1))
        .hasMessageStartingWith("users.htpasswd, line 2: not UTF-8");
  }

  @Test
  void showsNoHashAsText() {
    assertThat(PasswordHash.parse(Fixtures.BOB.substring("bob:".length())))
        .hasToString("apr1 hash");
    assertThat(PasswordHash.parse(Fixtures.ALICE.substring("alice:".length())))
        .hasToString("bcrypt hash");
    assertThat(new BasicCredentials("alice", "secret").toString()).doesNotContain("secret");
  }

  private static Htpasswd parse(String content) throws BrokenFileException {
    return Htpasswd.parse(FILE, content.getBytes(UTF_8));
  }

  private static boolean matches(Htpasswd content, String name, String password) {
    return content.hashOf(name).orElseThrow().matches(password.getBytes(UTF_8));
  }
}
