// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSequenceTest {
  @Test
  void decodesBase64BetweenColons() throws MalformedHeaderException {
    assertThat(ByteSequence.decode(":AQ==:")).containsExactly(1);
    assertThat(ByteSequence.decode(":AQI=:")).containsExactly(1, 2);
    assertThat(ByteSequence.decode(":+/+/:")).containsExactly(0xfb, 0xff, 0xbf);
    assertThat(ByteSequence.decode("::")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "AQ==",
        ":AQ==",
        "AQ==:",
        "xAQ==:",
        ":AQ==x", // a colon is missing
        ":AQ:",
        ":AQ=:",
        ":AQ===:",
        ":=:", // the padding
        ":AR==:",
        ":AQJ=:", // unused bits
        ":A Q==:",
        ":AQ\n==:",
        ": AQ==:",
        ":AQ==: ", // blanks
        ":-_-_:",
        ":AQ%3D%3D:", // another alphabet
        ":AQ==:;a=1",
        ":AQ==:;a", // parameters
        ":AQ==:, :AQ==:",
        ":AQ==::AQ==:",
        "(:AQ==:)", // several
        "\"AQ==\"",
        "?1",
        "AQ", // another type
      })
  void rejectsAnyOtherText(String value) {
    assertThatThrownBy(() -> ByteSequence.decode(value))
        .isInstanceOfSatisfying(
            MalformedHeaderException.class,
            e -> assertThat(e.reason()).isEqualTo(Rejection.UNREADABLE_VALUE));
  }
}
