// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import jakarta.security.enterprise.credential.Password;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gatepass.password.PasswordChangeCredential;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashesTest {
  private static final String COMPOSED = "j\u00fcrgen";
  private static final String DECOMPOSED = "ju\u0308rgen";
  private static final String BCRYPT_OF_72_BYTES =
      "$2b$04$lNvmgEcWcW0zKoFoCCxIJu8iVBaKpVKu9JbjPfPVIB9.7InkKoNTi"; // 36 times "ab"

  /** Cheap, for rules that don't depend on cost. */
  private final PasswordHashes passwords =
      new PasswordHashes(new Argon2idSettings(64, 1, 1, 16, 32), new SecureRandom());

  @Nested
  class NewHashes {

    @Test
    void areArgon2idAtTheParametersOfOwasp() {
      PasswordHashes today = new PasswordHashes();

      String hash = today.hash(chars("open sesame"));

      assertThat(hash)
          .hasSize(97)
          .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
      assertThat(today.verify(chars("open sesame"), hash)).isTrue();
      assertThat(today.verify(chars("open Sesame"), hash)).isFalse();
      assertThat(today.needsUpgrade(hash)).isFalse();
    }

    @Test
    void differForTheSamePassword() {
      assertThat(passwords.hash(chars("open sesame")))
          .isNotEqualTo(passwords.hash(chars("open sesame")));
    }

    @Test
    void areAsciiInAnyLocale() {
      Locale locale = Locale.getDefault();
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      try {
        assertThat(passwords.hash(chars("open sesame"))).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
      } finally {
        Locale.setDefault(locale);
      }
    }

    @Test
    void areCheckedByAnyInstance() {
      String hash = passwords.hash(chars("open sesame"));

      assertThat(new PasswordHashes().verify(chars("open sesame"), hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_024})
    void acceptPasswordsFromOneTo1024Characters(int length) {
      char[] password = chars("x".repeat(length));

      assertThat(passwords.verify(password, passwords.hash(password))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_025})
    void rejectEmptyAndLongerPasswords(int length) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> passwords.hash(chars("x".repeat(length))))
          .withMessage("A password has 1 to 1024 characters and no lone surrogates");
    }

    @ParameterizedTest
    @MethodSource("newPasswords")
    void acceptWhatACredentialOfAChangeAccepts(String password) {
      boolean accepted = isAccepted(() -> passwords.hash(chars(password)));

      assertThat(
              isAccepted(
                  () ->
                      new PasswordChangeCredential(
                          "dora", new Password("secret"), new Password(password))))
          .isEqualTo(accepted);
    }

    static String[] newPasswords() {
      return new String[] {
        "", " ", "p".repeat(1_024), "p".repeat(1_025), "\ud83d\ude00", "a\ud83d", "\ude00a"
      };
    }

    private static boolean isAccepted(Supplier<Object> made) {
      try {
        return made.get() != null;
      } catch (IllegalArgumentException rejected) {
        return false;
      }
    }

    @Test
    void rejectLoneSurrogates() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> passwords.hash(new char[] {'x', '\ud83d'}))
          .withMessageNotContaining("\ud83d");
    }

    @Test
    void distinguishEveryCharacterOfALongPassword() {
      String hash = passwords.hash(chars("x".repeat(1_023) + "a"));

      assertThat(passwords.verify(chars("x".repeat(1_023) + "b"), hash)).isFalse();
      assertThat(passwords.verify(chars("x".repeat(1_023)), hash)).isFalse();
    }

    @Test
    void distinguishCharactersAfterNul() {
      String hash = passwords.hash(chars("open\0sesame"));

      assertThat(passwords.verify(chars("open\0sesame"), hash)).isTrue();
      assertThat(passwords.verify(chars("open\0Sesame"), hash)).isFalse();
      assertThat(passwords.verify(chars("open"), hash)).isFalse();
    }

    @Test
    void areIndependentOfTheCallersArray() {
      char[] password = chars("open sesame");

      String hash = passwords.hash(password);
      assertThat(passwords.verify(password, hash)).isTrue();

      assertThat(password).isEqualTo(chars("open sesame"));
    }
  }

  @Nested
  class ComposedAndDecomposedText {

    @Test
    void isTheSamePasswordForANewHash() {
      for (String written : new String[] {COMPOSED, DECOMPOSED}) {
        String hash = passwords.hash(chars(written));

        assertThat(passwords.verify(chars(COMPOSED), hash)).isTrue();
        assertThat(passwords.verify(chars(DECOMPOSED), hash)).isTrue();
        assertThat(passwords.verify(chars("jurgen"), hash)).isFalse();
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            # Argon2id by other software, of the composed text and of the decomposed text
            true  | true  | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$cTRt35LCjBGM2fdQq5PUxNGbVAqnkCuC1zXFwusv65E
            false | true  | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$/RjG8Co4bgTVQzlHu4X5jb3b1lq7mHEaDQwqOAKH+D8
            # the other formats, likewise
            true  | false | PBKDF2WithHmacSHA256:2048:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:pNcfPDH8amWIVtxhOglx88SL0ZHwjTP5b1rzcNA1N3w=
            false | true  | PBKDF2WithHmacSHA256:2048:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:pBmD1ggUKV+19DR+H7t+3e7toZxN8ilXovxiKHgYHB8=
            true  | false | pbkdf2_sha256$1000$seasalt$t2G1ouuVq5NTZAefNThEAo/vk/YxgexU5qSfwDnmBcs=
            false | true  | pbkdf2_sha256$1000$seasalt$wqF4//s/xOPc8+erAzbc4Ri7im0Bmm/Mumh/qdJhWhg=
            true  | false | $2b$04$DDNLzINYjUxsypBOIxcSO.TuUz2cusLxDd0gzYrDbEK7NqC5/wwqS
            false | true  | $2b$04$.DTeVD3pqB3VGBFHh3Aqiug6MmJ5ka0NEwy5PNO0oNxHHpReGhsnu
            """)
    void isTriedOnForeignHashesAsItWasTyped(
        boolean composedMatches, boolean decomposedMatches, String stored) {
      assertThat(passwords.verify(chars(COMPOSED), stored)).isEqualTo(composedMatches);
      assertThat(passwords.verify(chars(DECOMPOSED), stored)).isEqualTo(decomposedMatches);
    }
  }

  @Nested
  class Bcrypt {

    @Test
    void accepts72BytesAndRejects73() {
      assertThat(passwords.verify(chars("ab".repeat(36)), BCRYPT_OF_72_BYTES)).isTrue();
      assertThat(passwords.verify(chars("ab".repeat(36) + "a"), BCRYPT_OF_72_BYTES)).isFalse();
    }

    @Test
    void countsBytesNotCharacters() {
      String of36Times2Bytes = "$2b$04$YY1yu.IfAH67ID9T8qz4pOElCYqLvk0CGRkcE3qPxBiV7LkKpgKzq";

      assertThat(passwords.verify(chars("\u00e9".repeat(36)), of36Times2Bytes)).isTrue();
      assertThat(passwords.verify(chars("\u00e9".repeat(36) + "x"), of36Times2Bytes)).isFalse();
    }

    @Test
    void rejectsNulThoughBcryptStopsThere() {
      String ofAbc = "$2b$04$NdTewuzfpXx0WCq0y5X5p.p4YsB5WwY75523.HGDhSNDgOKJkXBaq";

      assertThat(passwords.verify(chars("abc"), ofAbc)).isTrue();
      assertThat(passwords.verify(chars("abc\0"), ofAbc)).isFalse();
      assertThat(passwords.verify(chars("abc\0abc"), ofAbc)).isFalse();
    }
  }

  @Nested
  class RejectedPasswords {

    @Test
    void areLongerThan1024CharactersForEachStoredHash() {
      String ofDjango = "pbkdf2_sha256$1$seasalt$3QQlbKSRdvIuALHVETXGFGnX8svy2Xa+SetACfUlYGM=";

      assertThat(passwords.verify(chars("x".repeat(1_024)), ofDjango)).isTrue();
      assertThat(passwords.verify(chars("x".repeat(1_025)), ofDjango)).isFalse();
    }

    /** Some tables hold the hash of the empty text for accounts without a password. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "$2b$04$Sv8iBeJ6f28jBiSiAvDHAejIW9DJ174tmFro6Sw9fBS7xjiRgiz.K",
          "pbkdf2_sha256$1$seasalt$7uPyO44geqCt/Nv3ztly1adSqh5hHCYtGPDoMYOOBWU=",
          "$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$YdvKnHDNdnx3UXOE4OXsgVckBvuq3gpvrMbEV3UYnbY"
        })
    void areEmptyEvenIfTheEmptyTextWasHashed(String ofEmptyText) {
      assertThat(StoredHash.read(ofEmptyText)).isNotInstanceOf(UnreadableHash.class);
      assertThat(passwords.verify(chars(""), ofEmptyText)).isFalse();
    }

    @Test
    void haveLoneSurrogates() {
      assertThat(passwords.verify(new char[] {'\ud83d'}, passwords.hash(chars("?")))).isFalse();
    }
  }

  /** Argon2id's cost is its memory, which can be counted where time can only be guessed. */
  @Nested
  class Cost {
    private static final long ONE_HASH = 19_456L * 1_024;

    private final PasswordHashes today = new PasswordHashes();

    @ParameterizedTest
    @NullSource
    @ValueSource(
        strings = {
          "",
          "!",
          "open sesame",
          "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
          "$argon2id$v=19$m=999999999,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc",
          "PBKDF2WithHmacSHA256:1:ykIM8wd8MMySHdrwfDFhJQ==:e7KrreBTVCoa39Oi/eqPWCKvIM72vvVcN5/gW3QmOhk=",
          "pbkdf2_sha256$1$s$liGwTrUWTpExk3igdZtHKOQ99joGSx+a172GsMErT4Q=",
          BCRYPT_OF_72_BYTES,
          "$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$cTRt35LCjBGM2fdQq5PUxNGbVAqnkCuC1zXFwusv65E",
        })
    void isThatOfAWrongPasswordForEachStoredHash(String stored) {
      String hash = today.hash(chars("open sesame"));

      long wrong = allocatedBytes(() -> today.verify(chars("wrong"), hash));
      long other = allocatedBytes(() -> today.verify(chars("wrong"), stored));

      assertThat(wrong).isBetween(ONE_HASH, ONE_HASH * 3 / 2);
      assertThat(other).isBetween(ONE_HASH, ONE_HASH * 3 / 2);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "abc\0",
          "1234567890123456789012345678901234567890123456789012345678901234567890123"
        })
    void isSpentOnPasswordsThatBcryptCannotTake(String password) {
      assertThat(allocatedBytes(() -> today.verify(chars(password), BCRYPT_OF_72_BYTES)))
          .isBetween(ONE_HASH, ONE_HASH * 3 / 2);
    }

    @Test
    void isSpentTwiceOnDecomposedTextForEachStoredHash() {
      String hash = today.hash(chars("open sesame"));

      assertThat(allocatedBytes(() -> today.verify(chars(DECOMPOSED), hash)))
          .isBetween(2 * ONE_HASH, ONE_HASH * 5 / 2);
      assertThat(allocatedBytes(() -> today.verify(chars(DECOMPOSED), null)))
          .isBetween(2 * ONE_HASH, ONE_HASH * 5 / 2);
    }

    @Test
    void isNotSpentOnPasswordsThatAreRejectedAtOnce() {
      char[] tooLong = chars("x".repeat(1_025));
      String hash = today.hash(chars("open sesame"));

      assertThat(allocatedBytes(() -> today.verify(tooLong, hash))).isLessThan(ONE_HASH / 10);
      assertThat(allocatedBytes(() -> today.verify(tooLong, null))).isLessThan(ONE_HASH / 10);
      assertThat(allocatedBytes(() -> today.verify(chars(""), hash))).isLessThan(ONE_HASH / 10);
      assertThat(allocatedBytes(() -> today.verify(chars(""), null))).isLessThan(ONE_HASH / 10);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "!",
          "$argon2id$v=19$m=65536,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc"
        })
    void isThatOfACostlyRowForEachStoredHash(String stored) {
      String costly =
          "$argon2id$v=19$m=65536,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$KjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc";
      String asNew = today.hash(chars("open sesame"));
      long both = ONE_HASH + (64L << 20);

      for (String each : Arrays.asList(stored, null, asNew)) {
        assertThat(allocatedBytes(() -> today.verify(chars("wrong"), each, costly)))
            .isBetween(both, both * 5 / 4);
      }
      assertThat(allocatedBytes(() -> today.verify(chars("open sesame"), asNew, costly)))
          .isBetween(ONE_HASH, ONE_HASH * 3 / 2);
    }

    private static long allocatedBytes(Runnable check) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      check.run();
      return threads.getCurrentThreadAllocatedBytes() - before;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # as today's
          false | $argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          # costs less, in one parameter or in two: memory, passes, salt, hash
          true  | $argon2id$v=19$m=19455,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          # costs more, or in another way
          false | $argon2id$v=19$m=65536,t=3,p=4$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          false | $argon2id$v=19$m=65536,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          false | $argon2id$v=19$m=8192,t=5,p=1$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          false | $argon2id$v=19$m=65536,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          true  | $argon2id$v=19$m=19456,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          false | $argon2id$v=19$m=19456,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          true  | $argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc$JjZP/I6X2TrSFcSclpQcl0xkXn5Wkw602PzwMqBEnUc
          true  | $argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$PD9LU9Jm9s3DzvbkYn07Lg
          # another format
          true  | $2b$16$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
          true  | PBKDF2WithHmacSHA512:600000:ykIM8wd8MMySHdrwfDFhJQ==:e7KrreBTVCoa39Oi/eqPWCKvIM72vvVcN5/gW3QmOhk=
          true  | pbkdf2_sha256$1200000$s$liGwTrUWTpExk3igdZtHKOQ99joGSx+a172GsMErT4Q=
          # unreadable
          true  | $argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg
          true  | ''
          """)
  void onlyAHashThatANewOneSurpassesNeedsAnUpgrade(boolean needed, String stored) {
    assertThat(new PasswordHashes().needsUpgrade(stored)).isEqualTo(needed);
  }

  @Test
  void newHashesHaveTheConfiguredCost() {
    PasswordHashes costly = new PasswordHashes("m=65536,t=3,p=2");

    String hash = costly.hash(chars("open sesame"));

    assertThat(hash).startsWith("$argon2id$v=19$m=65536,t=3,p=2$");
    assertThat(costly.verify(chars("open sesame"), hash)).isTrue();
    assertThat(costly.needsUpgrade(hash)).isFalse();
    assertThat(costly.needsUpgrade(new PasswordHashes().hash(chars("x")))).isTrue();
    assertThat(new PasswordHashes().needsUpgrade(hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m=19456", "m=19456,t=2,p=1 ", "m=999999999,t=2,p=1", "m=8,t=0,p=1"})
  void rejectsOtherTextsAsACost(String cost) {
    assertThatThrownBy(() -> new PasswordHashes(cost))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no cost of a password hash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pbkdf2_sha256$1000$salt$rUQ7GN2gX7ylrcpRAYqdlByjk1NZLMKdqfTDzzV1bO0=",
        "PBKDF2WithHmacSHA256:1000:ykIM8wd8MMySHdrwfDFhJQ==:e7KrreBTVCoa39Oi/eqPWCKvIM72vvVcN5/gW3QmOhk=",
        BCRYPT_OF_72_BYTES,
        "$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$cTRt35LCjBGM2fdQq5PUxNGbVAqnkCuC1zXFwusv65E"
      })
  void aDecoyIsOfTheSameFormatAndOfAnotherHash(String stored) {
    PasswordHashes hashes = new PasswordHashes();

    String decoy = hashes.decoyLike(stored);

    assertThat(decoy).isNotEqualTo(stored).isNotEqualTo(hashes.decoyLike(stored));
    assertThat(StoredHash.read(decoy)).hasSameClassAs(StoredHash.read(stored));
    int last = Math.max(stored.lastIndexOf('$'), stored.lastIndexOf(':'));
    assertThat(decoy).startsWith(stored.substring(0, last + 1)).hasSameSizeAs(stored);
  }

  @Test
  void answersManyThreadsAtOnce() {
    String hash = passwords.hash(chars("open sesame"));

    assertThat(
            IntStream.range(0, 400)
                .parallel()
                .filter(
                    i ->
                        passwords.verify(chars(i % 2 == 0 ? "open sesame" : "wrong " + i), hash)
                            == (i % 2 == 0)))
        .hasSize(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open sesame", "MDEyMzQ1Njc4OWFiY2RlZg"})
  void hidesSecretsInItsText(String secret) {
    String stored =
        "$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$cTRt35LCjBGM2fdQq5PUxNGbVAqnkCuC1zXFwusv65E";
    passwords.verify(chars("open sesame"), stored);

    assertThat(passwords).asString().doesNotContain(secret);
    assertThat(StoredHash.read(stored)).asString().doesNotContain(secret);
  }

  private static char[] chars(String text) {
    return text.toCharArray();
  }
}
