// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      TrustedProxies.parse(List.of("10.1.2.3", "192.168.0.0/16", "2001:db8::/64"));

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, true",
    "10.1.2.4, false",
    "192.168.255.1, true",
    "192.169.0.1, false",
    "::ffff:10.1.2.3, true",
    "2001:db8::1%eth0, true",
    "2001:db8:0:1::1, false",
    "127.0.0.1, false", // A07: loopback is nobody special
    "::1, false",
    "unknown, false",
    "'', false",
    "10.1.2.3:4711, false",
    "'10.1.2.3, 10.1.2.3', false",
  })
  void containsTheAddressesOfItsBlocksAlone(String peerAddress, boolean contained) { // A01
    assertThat(proxies.contains(peerAddress)).isEqualTo(contained);
  }

  @Test
  void containNoAddressWhenEmpty() { // A02
    assertThat(new TrustedProxies(List.of()).contains("127.0.0.1")).isFalse();
  }

  @Test
  void rejectABlockThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxies.parse(List.of("10.1.2.3", "10.0.0.0/33")))
        .withMessage("is not a CIDR block: prefix length 33 is over 32 for IPv4");
  }

  @Test
  void tellTheirBlocks() {
    assertThat(proxies.blocks())
        .extracting(CidrBlock::toString)
        .containsExactly("10.1.2.3/32", "192.168.0.0/16", "2001:db8::/64");
    assertThat(proxies).hasToString("[10.1.2.3/32, 192.168.0.0/16, 2001:db8::/64]");
  }

  @Test
  void ofAnyAddressListNone() {
    assertThat(TrustedProxies.ANY.isAny()).isTrue();
    assertThat(TrustedProxies.ANY.contains("10.1.2.3")).isFalse();
    assertThat(TrustedProxies.ANY).hasToString("any");
    assertThat(new TrustedProxies(List.of()).isAny()).isFalse();
  }
}
