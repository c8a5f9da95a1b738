// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.gatepass.assertion.internal.Issuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {
  private static final Set<SignatureAlgorithm> LISTED =
      Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "https://id.example.org/jwks",
        "HTTPS://id.example.org:8443/jwks?x=1",
        "http://127.0.0.1:8180/certs",
        "http://127.9.9.9/certs",
        "http://localhost/certs",
        "http://[::1]:8180/certs"
      })
  void acceptsAddress(String address) {
    assertThatNoException().isThrownBy(() -> new KeySource.JwksAddress(URI.create(address)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://id.example.org/jwks",
        "http://127.0.0.1.example.org/jwks",
        "http://localhost.example.org/jwks",
        "http://10.0.0.1/jwks",
        "http://[::2]/jwks",
        "ftp://127.0.0.1/jwks",
        "file:///etc/jwks.json",
        "jar:https://id.example.org/x.jar!/jwks",
        "/jwks",
        "//id.example.org/jwks",
        "https:jwks",
        "https://user:secret@id.example.org/jwks",
        "https://id.example.org/jwks#x"
      })
  void rejectsAddress(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeySource.JwksAddress(URI.create(address)))
        .withMessageNotContaining("secret");
  }

  @Test
  void takesAnAddressOfKeysByIdWithItsLastSlashOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeySource.PemAddress(URI.create("https://keys.example.org/a")))
        .withMessage("\"https://keys.example.org/a\" does not end in /");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeySource.PemAddress(URI.create("http://keys.example.org/")));
  }

  @Test
  void knowsTheAddressOfAnAwsRegion() {
    assertThat(KeySource.PemAddress.ofAwsRegion("eu-central-1").prefix())
        .hasToString("https://public-keys.auth.elb.eu-central-1.amazonaws.com/");
    assertThat(KeySource.PemAddress.ofAwsRegion("us-gov-west-1").prefix())
        .hasToString(
            "https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "eu", "evil.example/#-a-1", "eu-central-1.evil", "us-gov-evil.example/-1"})
  void rejectsAwsRegion(String region) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySource.PemAddress.ofAwsRegion(region))
        .withMessage("\"" + region + "\" is not a region of AWS (example: eu-central-1)");
  }

  @Test
  void readsAFileWithAKeySet() throws Exception {
    KeySet keys = open("\n " + Issuer.jwks(Issuer.RSA, Issuer.EC));

    KeyLookup found = keys.find("ec-1", SignatureAlgorithm.ES256);
    assertThat(found).isInstanceOf(KeyLookup.Found.class);
    assertThat(keys.notHeld(((KeyLookup.Found) found).keys().get(0))).isNull();
    assertThat(keys.find("rsa-1", SignatureAlgorithm.ES256)).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(keys.find("rsa-2", SignatureAlgorithm.RS256)).isInstanceOf(KeyLookup.Unknown.class);
    assertThat(keys.findNewer("rsa-1", SignatureAlgorithm.RS256))
        .isInstanceOf(KeyLookup.Unknown.class);
  }

  @Test
  void readsAFileWithPublicKeysForTokensOfAnyKeyId() throws Exception {
    KeySet keys =
        open(
            "# two keys\n"
                + pem("PUBLIC KEY", Issuer.RSA.toRSAPublicKey().getEncoded())
                + pem("PUBLIC KEY", Issuer.EC.toECPublicKey().getEncoded()));

    assertThat(keys.find("any", SignatureAlgorithm.RS256)).isInstanceOf(KeyLookup.Found.class);
    assertThat(keys.find(null, SignatureAlgorithm.ES256)).isInstanceOf(KeyLookup.Found.class);
    assertThat(keys.find(null, SignatureAlgorithm.PS256)).isInstanceOf(KeyLookup.Unknown.class);
  }

  @Test
  void readsAFileOf256KiB() throws Exception {
    String set = Issuer.jwks(Issuer.EC);
    KeySet keys = open(set + " ".repeat(256 * 1024 - set.length()));
    assertThat(Files.size(folder.resolve("keys"))).isEqualTo(262_144);
    assertThat(keys.find("ec-1", SignatureAlgorithm.ES256)).isInstanceOf(KeyLookup.Found.class);
  }

  @Test
  void readsAText() {
    assertThat(found(new KeySource.KeyText(Issuer.jwks(Issuer.EC)), "ec-1")).isTrue();
  }

  @Test
  void fetchesAKeySet() throws Exception {
    try (KeyServer server = new KeyServer().answers(Issuer.jwks(Issuer.EC))) {
      KeySource source = new KeySource.JwksAddress(server.address("/jwks"));
      assertThat(found(source, "ec-1")).isTrue();
      assertThat(found(source, "ec-2")).isFalse();
      assertThat(server.paths()).allMatch("/jwks"::equals);
    }
  }

  @Test
  void fetchesAKeyByItsId() throws Exception {
    try (KeyServer server =
        new KeyServer().answers(pem("PUBLIC KEY", Issuer.EC.toECPublicKey().getEncoded()))) {
      KeySource source = new KeySource.PemAddress(server.address("/keys/"));
      assertThat(found(source, "any-id")).isTrue();
      assertThat(server.paths()).containsExactly("/keys/any-id");
    }
  }

  private static boolean found(KeySource source, String id) {
    return source.open(LISTED, Duration.ZERO, System::nanoTime).find(id, SignatureAlgorithm.ES256)
        instanceof KeyLookup.Found;
  }

  @Test
  void rejectsFilesWithoutUsableKeys() throws Exception {
    checkRejected("", "has no block \"BEGIN PUBLIC KEY\"");
    checkRejected(
        pem("PRIVATE KEY", Issuer.RSA.toRSAPrivateKey().getEncoded()),
        "has no block \"BEGIN PUBLIC KEY\"");
    checkRejected(pem("CERTIFICATE", new byte[] {1, 2, 3}), "has no block \"BEGIN PUBLIC KEY\"");
    checkRejected(
        pem("PUBLIC KEY", new byte[] {1, 2, 3}),
        "has a block that is neither an RSA nor an EC key");
    checkRejected(
        "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----",
        "has a block that is not Base64");
    checkRejected(
        pem(
            "PUBLIC KEY",
            KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded()),
        "has a block that is neither an RSA nor an EC key");
    checkRejected("{}", "is no key set: it has no array \"keys\"");
    checkRejected("{\"keys\":", "is no key set: the JSON has an unexpected character");
    checkRejected("{\"keys\":[]}", "has no public key for the algorithms ");
    checkRejected(" ".repeat(256 * 1024 + 1), "is larger than 256 KiB");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> openFile(folder.resolve("absent")))
        .withMessageEndingWith("absent\" can't be read");
  }

  private void checkRejected(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(text))
        .withMessageStartingWith("\"" + folder.resolve("keys") + "\" " + message);
  }

  private KeySet open(String text) throws IOException {
    return openFile(Files.writeString(folder.resolve("keys"), text));
  }

  private static KeySet openFile(Path file) {
    return new KeySource.KeyFile(file).open(LISTED, Duration.ZERO, System::nanoTime);
  }

  private static String pem(String type, byte[] bytes) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(bytes)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
