// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes that other software computed: Python, unless another program is named. */
class KnownAnswersTest {
  private final PasswordHashes passwords =
      new PasswordHashes(new Argon2idSettings(64, 1, 1, 16, 32), new SecureRandom());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the reference implementation's src/test.c
          password          | $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4
          password          | $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc
          password          | $argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg
          differentpassword | $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94
          password          | $argon2id$v=19$m=65536,t=2,p=1$ZGlmZnNhbHQ$vfMrBczELrFdWP0ZsfhWsRPaHppYdP3MVEMIVlqoFBw
          # argon2-cffi
          open sesame       | $argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          open sesame       | $argon2id$v=19$m=64,t=3,p=4$MDEyMzQ1Njc4OWFiY2RlZg$D8E4tQ74mzxqpM0Cj70LeKh4UnWBZj+wp1Pf6xzdRjM
          # memory that is no multiple of the lanes' slices
          open sesame       | $argon2id$v=19$m=67,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$F6bBO9lbVSQE8g4OZ1RTaiXQ+Ix6xfVAPacJaMq/1nw
          """)
  void verifiesArgon2id(String password, String stored) {
    assertVerifiesOnly(password, stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          open sesame | PBKDF2WithHmacSHA224:2048:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:alT7EB06Q0mEYy9BaeWkbkqy0pUCGrmESyjfn0p4cRc=
          open sesame | PBKDF2WithHmacSHA256:2048:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:Zyf3Zyg4MCZDZIkJOIfJX9sp/hPy3iKe4chdISdNAtw=
          open sesame | PBKDF2WithHmacSHA384:2048:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:6csFNrxoIjH5vU5jnopArB0PEUnx2wmxjs8dWV+BXOU=
          open sesame | PBKDF2WithHmacSHA512:2048:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:hCPwbZOLeGkN4csbdOnKvjpSPgjtD6LFfTnMpNQAHEA=
          open sesame | PBKDF2WithHmacSHA512:2048:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiPKQgzzB3wwzJId2vB8MWElcPwqFn6gS0RvCxVwn+K2Iw==:N75QJ8vuYJ9l2v4gzN1/SaDQsQE32Iwmv1MmJ7WQuN1ggzDY6jc4PX8DC8Hk/3ylqT73wtXiTkPZlnonZeCuSg==
          # without padding, which Java's decoder takes as well
          open sesame | PBKDF2WithHmacSHA256:2048:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM:Zyf3Zyg4MCZDZIkJOIfJX9sp/hPy3iKe4chdISdNAtw
          # two, three and four bytes of UTF-8
          €uro 🔑     | PBKDF2WithHmacSHA256:2048:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:iQB0mr9zgJkJoYvZkyOP5bNwCo2tdFh03cMcrwzRZp0=
          """)
  void verifiesPbkdf2OfJakartaSecurity(String password, String stored) {
    assertVerifiesOnly(password, stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PBKDF2WithHmacSHA224",
        "PBKDF2WithHmacSHA256",
        "PBKDF2WithHmacSHA384",
        "PBKDF2WithHmacSHA512"
      })
  void verifiesWhatThisPlatformWritesInTheFormatOfJakartaSecurity(String algorithm)
      throws GeneralSecurityException {
    byte[] salt = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    PBEKeySpec spec = new PBEKeySpec("öffne dich".toCharArray(), salt, 2048, 256);
    byte[] hash = SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
    Base64.Encoder base64 = Base64.getEncoder();

    assertVerifiesOnly(
        "öffne dich",
        algorithm + ":2048:" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # crypt_blowfish's wrapper.c
          U*U         | $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
          U*U*        | $2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK
          U*U*U       | $2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a
          # the same, shortened to the 72 bytes that bcrypt reads of it
          0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 | $2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui
          # pyca/bcrypt
          open sesame | $2a$06$LupzT.G3Kf3aQ7ZuZ8Otd.Je6V6l2G2U3D63Wvyc9gnhUqSbSFPx2
          open sesame | $2b$06$SNLlbtEDEwtbhPJs6N9dTeFN6EemHvlAMdtknu596IJ1f6Uzfg/U2
          # Apache's htpasswd -B
          open sesame | $2y$05$/jttskVaRYpTAzlb8DCT1.3408nik7xOhwtEb78ACl3JnCZu6z1oC
          """)
  void verifiesBcrypt(String password, String stored) {
    assertVerifiesOnly(password, stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Django 1.8's tests/auth_tests/test_hashers.py
          lètmein     | pbkdf2_sha256$20000$seasalt$oBSd886ysm3AqYun62DOdin8YcfbU1z9cksZSuLP9r0=
          # Django 5.2
          open sesame | pbkdf2_sha256$1000000$q2Yx3sB0aQpVn7TzLwKe4M$dw0MjhCADx8pbTGO0DuvY/HxzMG9UXWmYy4WqZdSQ7s=
          €uro 🔑     | pbkdf2_sha256$1000$seasalt$Isu8i4rV0mJ+GNXw/M2LmPQD4EIuRJmivqghsXtrj/o=
          """)
  void verifiesPbkdf2OfDjango(String password, String stored) {
    assertVerifiesOnly(password, stored);
  }

  /** RFC 9106, section 5.3: it has a secret and associated data, which a PHC string has not. */
  @Test
  void bouncyCastleComputesTheArgon2idVectorOfRfc9106() {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(32)
            .withIterations(3)
            .withParallelism(4)
            .withSalt(bytes(16, 2))
            .withSecret(bytes(8, 3))
            .withAdditional(bytes(12, 4))
            .build());
    byte[] tag = new byte[32];

    generator.generateBytes(bytes(32, 1), tag);

    assertThat(HexFormat.of().formatHex(tag))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  private void assertVerifiesOnly(String password, String stored) {
    assertThat(passwords.verify(password.toCharArray(), stored)).isTrue();
    assertThat(passwords.verify((password + "x").toCharArray(), stored)).isFalse();
    assertThat(passwords.verify(password.substring(1).toCharArray(), stored)).isFalse();
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
