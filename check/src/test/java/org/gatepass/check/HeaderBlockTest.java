// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderBlockTest {
  /** 302 and 307 are the examples of RFC 7541, appendix C.5 and C.6. */
  @ParameterizedTest
  @CsvSource({
    "88, 200",
    "8c, 400",
    "8e, 500",
    "4803333032, 302",
    "0803343031, 401",
    "1803343033, 403",
    "48826402, 302",
    "4883640eff, 307",
    "2088, 200",
    "3fe11f88, 200",
    "8f, 0",
    "82, 0",
    "480334, 0",
    "4803414243, 0",
    "'', 0"
  })
  void hasTheStatusAtItsBeginning(String block, int status) {
    assertThat(HeaderBlock.status(HexFormat.of().parseHex(block))).isEqualTo(status);
  }

  @Test
  void hasLiteralsOfAnyLength() {
    HeaderBlock block = new HeaderBlock();
    block.add("a", "b".repeat(300));
    // 300 is 127 and 173, whose low seven bits are 45.
    assertThat(HexFormat.of().formatHex(block.toByteArray())).startsWith("0001617fad0162");
  }
}
