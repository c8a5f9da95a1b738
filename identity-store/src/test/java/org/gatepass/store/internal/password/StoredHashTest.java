// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredHashTest {
  private static final String PHC = "$argon2id$v=19$m=64,t=1,p=1";
  private static final String PHC_SALT = "$MDEyMzQ1Njc4OWFiY2RlZg";
  private static final String PHC_HASH = "$feTy2ZUn8huWbXTgP8z66T0O2CCa4VIcIJwsjt4Bcic";
  private static final String DJANGO_HASH = "$Isu8i4rV0mJ+GNXw/M2LmPQD4EIuRJmivqghsXtrj/o=";
  private static final String JAKARTA_SALT = ":ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=";
  private static final String JAKARTA_HASH = ":Zyf3Zyg4MCZDZIkJOIfJX9sp/hPy3iKe4chdISdNAtw=";
  private static final String BCRYPT_REST =
      "$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

  private final PasswordHashes passwords =
      new PasswordHashes(new Argon2idSettings(64, 1, 1, 16, 32), new SecureRandom());

  @Test
  void readsThePiecesThatTheTablesBelowDamage() {
    assertThat(StoredHash.read(PHC + PHC_SALT + PHC_HASH)).isInstanceOf(Argon2idHash.class);
    assertThat(StoredHash.read("$2b$05" + BCRYPT_REST)).isInstanceOf(BcryptHash.class);
    assertThat(StoredHash.read("PBKDF2WithHmacSHA256:2048" + JAKARTA_SALT + JAKARTA_HASH))
        .isInstanceOf(JakartaPbkdf2Hash.class);
    assertThat(StoredHash.read("pbkdf2_sha256$1000$seasalt" + DJANGO_HASH))
        .isInstanceOf(DjangoPbkdf2Hash.class);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        " ",
        "*",
        "!",
        "!q2Yx3sB0aQpVn7TzLwKe4Mq2Yx3sB0aQpVn7TzL", // Django's "no usable password"
        "open sesame",
        "5f4dcc3b5aa765d61d8327deb882cf99",
        "{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr",
        "$1$deadbeef$0Huu6KHrKLVWfqa4WljDE0",
        "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjlO/O817G3uBnIFNjnQJuesI68OTLiBFdcbYEdFCoEOfaS35inz1",
        // Argon2id
        "$argon2id$",
        "$argon2i$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$WRDvE4cV8a6VWVBjd5V4Q7tzFoNaoUxOWBIwFEZqiOQ",
        "$argon2d$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$ANhER0sDHCWCy4oIMp6J8xUiOXBSmascFsKLjlmvvHM",
        "argon2$argon2id$v=19$m=64,t=1,p=1" + PHC_SALT + PHC_HASH,
        "$argon2id$m=64,t=1,p=1" + PHC_SALT + PHC_HASH,
        "$argon2id$v=16$m=64,t=1,p=1" + PHC_SALT + PHC_HASH,
        "$argon2id$v=19$t=1,m=64,p=1" + PHC_SALT + PHC_HASH,
        "$argon2id$v=19$m=64,t=1,p=1,data=MDEy" + PHC_SALT + PHC_HASH,
        "$argon2id$v=19$m=-64,t=1,p=1" + PHC_SALT + PHC_HASH,
        "$argon2id$v=19$m=064,t=1,p=1" + PHC_SALT + PHC_HASH,
        "$argon2id$v=19$m=64,t=0,p=1" + PHC_SALT + PHC_HASH,
        "$argon2id$v=19$m=64,t=1,p=0" + PHC_SALT + PHC_HASH,
        "$argon2id$v=19$m=4294967360,t=1,p=1" + PHC_SALT + PHC_HASH,
        "$argon2id$v=19$m=999999999,t=999999999,p=999999999" + PHC_SALT + PHC_HASH,
        "$argon2id$v=19$m=99999999999999999999,t=1,p=1" + PHC_SALT + PHC_HASH,
        PHC + PHC_SALT,
        PHC + PHC_SALT + "$",
        PHC + "$" + PHC_HASH,
        PHC + PHC_SALT + PHC_HASH + "=",
        PHC + PHC_SALT + PHC_HASH + "AA", // one character over a multiple of four
        PHC + PHC_SALT + PHC_HASH + "\n",
        PHC + PHC_SALT + PHC_HASH + "$",
        " " + PHC + PHC_SALT + PHC_HASH,
        PHC + PHC_SALT + "$feTy2ZUn8huWbXTgP8z66T0O2CCa4VIcIJwsjt4Bci_",
        // bcrypt
        "$2b$05",
        "$2$05" + BCRYPT_REST,
        "$2x$05" + BCRYPT_REST,
        "$2c$05" + BCRYPT_REST,
        "$2b$5" + BCRYPT_REST,
        "$2b$-5" + BCRYPT_REST,
        "$2b$31" + BCRYPT_REST,
        "$2b$99" + BCRYPT_REST,
        "$2b$05" + BCRYPT_REST + "A",
        "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe",
        "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe=",
        // Jakarta Security
        "PBKDF2WithHmacSHA256",
        "PBKDF2WithHmacSHA256:2048" + JAKARTA_SALT,
        "PBKDF2WithHmacSHA1:2048" + JAKARTA_SALT + JAKARTA_HASH,
        "PBKDF2WithHmacMD5:2048" + JAKARTA_SALT + JAKARTA_HASH,
        "PBEWithMD5AndDES:2048" + JAKARTA_SALT + JAKARTA_HASH,
        "pbkdf2withhmacsha256:2048" + JAKARTA_SALT + JAKARTA_HASH,
        "PBKDF2WithHmacSHA256:0" + JAKARTA_SALT + JAKARTA_HASH,
        "PBKDF2WithHmacSHA256:-1" + JAKARTA_SALT + JAKARTA_HASH,
        "PBKDF2WithHmacSHA256:2,048" + JAKARTA_SALT + JAKARTA_HASH,
        "PBKDF2WithHmacSHA256:2147483648" + JAKARTA_SALT + JAKARTA_HASH,
        "PBKDF2WithHmacSHA256:2048:" + JAKARTA_HASH,
        "PBKDF2WithHmacSHA256:2048" + JAKARTA_SALT + ":",
        "PBKDF2WithHmacSHA256:2048"
            + JAKARTA_SALT
            + ":Zyf3Zyg4MCZDZIkJOIfJX9sp/hPy3iKe4chdISdNAtw-",
        "PBKDF2WithHmacSHA256:2048" + JAKARTA_SALT + JAKARTA_HASH + ":",
        // Django
        "pbkdf2_sha256$1000$seasalt",
        "pbkdf2_sha1$1000$seasalt" + DJANGO_HASH,
        "pbkdf2_sha256$0$seasalt" + DJANGO_HASH,
        "pbkdf2_sha256$-1$seasalt" + DJANGO_HASH,
        "pbkdf2_sha256$2147483648$seasalt" + DJANGO_HASH,
        "pbkdf2_sha256$1000$" + DJANGO_HASH,
        "pbkdf2_sha256$1000$sea$salt" + DJANGO_HASH,
        "pbkdf2_sha256$1000$sea salt" + DJANGO_HASH,
        "pbkdf2_sha256$1000$sälzig" + DJANGO_HASH,
        "pbkdf2_sha256$1000$seasalt$",
        "pbkdf2_sha256$1000$seasalt$Isu8i4rV0mJ+GNXw/M2LmPQD4EIuRJmivqghsXtrjw==",
        "pbkdf2_sha256$1000$seasalt" + DJANGO_HASH + "\n",
      })
  void noPasswordMatchesAnUnreadableValue(String stored) {
    assertThat(StoredHash.read(stored)).isInstanceOf(UnreadableHash.class);
    assertThat(passwords.verify("open sesame".toCharArray(), stored)).isFalse();
  }

  @Test
  void aVeryLongValueCannotBeRead() {
    assertThat(StoredHash.read(PHC + PHC_SALT + "$" + "A".repeat(10_000_000)))
        .isInstanceOf(UnreadableHash.class);
  }

  /** Each value is the hash of "open sesame", so that only its bounds can make it unreadable. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Argon2id: salt of 8, 64, 65 bytes
          true  | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc$dRTElFE2pdgVDLMTxTc2h+Lt2NbY4MLMA+QEoOZNfG8
          true  | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZg$Eh+kKMAKmd8qneQQh4QTw19E/bfKsk/MSzSd+Iny6NQ
          false | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjA$boImXf1CFycstlBtY5INPYnXyl1YJkpCzg8dXgV4nrY
          # hash of 15, 16, 64, 65 bytes
          false | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$a1rfBwH3XnLok4RSnu85
          true  | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$PD9LU9Jm9s3DzvbkYn07Lg
          true  | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$ensz8Xg5MXykMQXPjR059M8ux97JFgSc2w+9ulyX2Eyl2ehK6/3nCi/vLQ4FGymp/k3K28fBxXscVhR2YgpENg
          false | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$eb12itVfd026CHpniPie6kxKszWG+GTfqQHVNGd1vbCtMbxCM1651UXOV+NQ2gBekPqwkTlTAStYv+XW1ikuAAQ
          # 16 and 17 passes, 16 and 17 lanes
          true  | $argon2id$v=19$m=64,t=16,p=1$MDEyMzQ1Njc4OWFiY2RlZg$wBJC4OV/6RPXoIcnBKRAV5X4b413XjScd1k4xjr4s8Y
          false | $argon2id$v=19$m=64,t=17,p=1$MDEyMzQ1Njc4OWFiY2RlZg$uGi3FLrRiqhWY6FWRE5mZdp4ooXEPnVCDvsW2t5A5DM
          true  | $argon2id$v=19$m=128,t=1,p=16$MDEyMzQ1Njc4OWFiY2RlZg$hppCxc0cpSBEUcvyDdcRVDwyt0rXS3p5p8UMsu0fdpQ
          false | $argon2id$v=19$m=136,t=1,p=17$MDEyMzQ1Njc4OWFiY2RlZg$Kx9OqaOhb4KBSJQwHCg27yViEZuJkzYB+lzOzzoqSAs
          # the least memory for one lane and for two
          true  | $argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$xaW9jW1nqBjBzztRIhRyK5oGq6/azN5UkLyxA9sPeBo
          true  | $argon2id$v=19$m=16,t=1,p=2$MDEyMzQ1Njc4OWFiY2RlZg$0dEx/K8xxTuLj2RhSUyRFyRAQoAg1hJ6I3PsiSFRoHw
          # Jakarta Security: salt of 15, 16, 64, 65 bytes
          false | PBKDF2WithHmacSHA256:1:ykIM8wd8MMySHdrwfDFh:XdUk7zIDWq+ei2z63advNsfB2Klyn++ESq8M+8OUYVg=
          true  | PBKDF2WithHmacSHA256:1:ykIM8wd8MMySHdrwfDFhJQ==:e7KrreBTVCoa39Oi/eqPWCKvIM72vvVcN5/gW3QmOhk=
          true  | PBKDF2WithHmacSHA256:1:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiPKQgzzB3wwzJId2vB8MWElcPwqFn6gS0RvCxVwn+K2Iw==:bvXG7glH74vmZL6gO25b1ZtmIE9lDTBetlZc4Oo9lLQ=
          false | PBKDF2WithHmacSHA256:1:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiPKQgzzB3wwzJId2vB8MWElcPwqFn6gS0RvCxVwn+K2I8o=:AtHmrs8hDQVHohxzonkujfb2C7hbYseSgDJ6KBTcFaQ=
          # hash of 15, 16, 64, 65 bytes
          false | PBKDF2WithHmacSHA256:1:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:RcPWhZJlhz4IrQx1V2eg
          true  | PBKDF2WithHmacSHA256:1:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:RcPWhZJlhz4IrQx1V2egyA==
          true  | PBKDF2WithHmacSHA256:1:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:RcPWhZJlhz4IrQx1V2egyGuvv/lZ1nELwnfJdOXhw7WQZadetxQ8hLYeGqfTBbfOa39qWSWqdNU2LrqtgHO3aA==
          false | PBKDF2WithHmacSHA256:1:ykIM8wd8MMySHdrwfDFhJXD8KhZ+oEtEbwsVcJ/itiM=:RcPWhZJlhz4IrQx1V2egyGuvv/lZ1nELwnfJdOXhw7WQZadetxQ8hLYeGqfTBbfOa39qWSWqdNU2LrqtgHO3aLE=
          # Django: salt of 1, 64, 65 characters
          true  | pbkdf2_sha256$1$s$liGwTrUWTpExk3igdZtHKOQ99joGSx+a172GsMErT4Q=
          true  | pbkdf2_sha256$1$ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss$IuGAfxrYaTT1eWOUAyHsy57qz/m8sZh7i/aU4QN6uSY=
          false | pbkdf2_sha256$1$sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss$7NZVS7J39vlxs/1AGmGyK/0M8dp7+okwkmbF1ApRgrM=
          """)
  void verifiesUpToTheBoundsAndNotOver(boolean readable, String stored) {
    assertThat(passwords.verify("open sesame".toCharArray(), stored)).isEqualTo(readable);
  }

  /** Bounds on cost, and those that no other software can be made to cross: read, not computed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | $argon2id$v=19$m=262144,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$KvVsvFG+uPv1II80PRqbG8Ry7rgDYxevBtiemz3BoPs
          false | $argon2id$v=19$m=262145,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$+8zr3xRNatBUDoczmIXGBQW28AWCLpfZkrqTAGVCRc8
          false | $argon2id$v=19$m=7,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$xaW9jW1nqBjBzztRIhRyK5oGq6/azN5UkLyxA9sPeBo
          false | $argon2id$v=19$m=15,t=1,p=2$MDEyMzQ1Njc4OWFiY2RlZg$0dEx/K8xxTuLj2RhSUyRFyRAQoAg1hJ6I3PsiSFRoHw
          false | $argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Ng$dRTElFE2pdgVDLMTxTc2h+Lt2NbY4MLMA+QEoOZNfG8
          false | $2b$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
          true  | $2b$04$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
          true  | $2b$16$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
          false | $2b$17$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
          true  | PBKDF2WithHmacSHA256:5000000:ykIM8wd8MMySHdrwfDFhJQ==:e7KrreBTVCoa39Oi/eqPWCKvIM72vvVcN5/gW3QmOhk=
          false | PBKDF2WithHmacSHA256:5000001:ykIM8wd8MMySHdrwfDFhJQ==:e7KrreBTVCoa39Oi/eqPWCKvIM72vvVcN5/gW3QmOhk=
          true  | pbkdf2_sha256$5000000$s$liGwTrUWTpExk3igdZtHKOQ99joGSx+a172GsMErT4Q=
          false | pbkdf2_sha256$5000001$s$liGwTrUWTpExk3igdZtHKOQ99joGSx+a172GsMErT4Q=
          """)
  void readsUpToTheBoundsAndNotOver(boolean readable, String stored) {
    assertThat(!(StoredHash.read(stored) instanceof UnreadableHash)).isEqualTo(readable);
  }
}
