// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalBase64Test {
  @ParameterizedTest
  @CsvSource({"'', ''", "Zg==, f", "Zm8=, fo", "Zm9v, foo", "Zm9vYmFy, foobar"})
  void readsTheVectorsOfRfc4648(String text, String decoded) {
    assertThat(CanonicalBase64.decode(text)).asString().isEqualTo(decoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zh==",
        "Zm9=", // bits that stand for nothing
        "Zg",
        "Zg=",
        "Zm8", // no padding
        "Zg==Zg==",
        "Zm9v=",
        "Z",
        "=",
        "Zm9v\n",
        " Zm9v",
        "Zm9-",
        "Zm_v",
        "Z\u00e4=="
      })
  void rejectsEveryOtherSpelling(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalBase64.decode(text));
  }
}
