// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.spi.Peer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// A03: proxies append to the line of the client, or add a second line
class ClientAddressTest {
  private final ClientAddress clientAddress =
      new ClientAddress(
          HeaderName.parse("x-forwarded-for"),
          TrustedProxies.parse(List.of("10.0.0.0/8", "2001:db8::/64")));

  private String of(String peer, String... lines) {
    Headers headers = Headers.of();
    for (String line : lines) {
      headers.and("X-Forwarded-For", line);
    }
    return clientAddress.of(new Peer(peer, List.of()), headers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7 | 203.0.113.7",
        "198.51.100.1, 203.0.113.7 | 203.0.113.7", // never the first
        "203.0.113.7, 10.0.0.2 | 203.0.113.7",
        "198.51.100.1, 203.0.113.7, 10.0.0.2, 10.0.0.3 | 203.0.113.7",
        "203.0.113.7,10.0.0.2 | 203.0.113.7",
        "203.0.113.7 , \t10.0.0.2 | 203.0.113.7",
        "10.0.0.4, 10.0.0.2 | 10.0.0.4", // all trusted: the leftmost
        "203.0.113.7, unknown, 10.0.0.2 | 10.0.0.2",
        "203.0.113.7, , 10.0.0.2 | 10.0.0.2",
        "203.0.113.7, | 10.0.0.1",
        ",10.0.0.2 | 10.0.0.2",
        "unknown | 10.0.0.1",
        "alice <script> | 10.0.0.1",
        "for=203.0.113.7 | 10.0.0.1",
        "203.0.113.7 10.0.0.2 | 10.0.0.1",
        "2001:DB8:1:0:0:0:0:7, 2001:db8::3 | 2001:db8:1::7",
        "::ffff:203.0.113.7 | 203.0.113.7",
        "fe80::7%eth0 | fe80::7",
        "203.0.113.7:4711 | 203.0.113.7",
        "203.0.113.7:49090 | 203.0.113.7",
        "203.0.113.7:4711, 10.0.0.2:80 | 203.0.113.7",
        "[2001:db8:1::7]:4711 | 2001:db8:1::7",
        "[2001:db8:1::7] | 2001:db8:1::7",
        "203.0.113.7: | 10.0.0.1",
        "203.0.113.7:x | 10.0.0.1",
        "203.0.113.7:/ | 10.0.0.1",
        "[2001:db8:1::7 | 10.0.0.1",
        "[2001:db8:1::7]x1 | 10.0.0.1",
        "[2001:db8:1::7]: | 10.0.0.1",
        "[] | 10.0.0.1",
        "] | 10.0.0.1",
        ":80 | 10.0.0.1",
      })
  void isTheRightmostThatIsNoTrustedProxys(String line, String address) {
    assertThat(of("10.0.0.1", line)).isEqualTo(address);
  }

  @Test
  void takesAllLinesForOneList() {
    assertThat(of("10.0.0.1", "198.51.100.1", "203.0.113.7", "10.0.0.2, 10.0.0.3"))
        .isEqualTo("203.0.113.7");
    assertThat(of("10.0.0.1", "198.51.100.1", "", "10.0.0.2")).isEqualTo("10.0.0.2");
  }

  @Test
  void isThePeersWithoutTheHeader() {
    assertThat(of("10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(of("10.0.0.1", "")).isEqualTo("10.0.0.1");
    assertThat(of("::ffff:10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(of("2001:DB8:0:0:0:0:0:1%eth0")).isEqualTo("2001:db8::1");
  }

  @Test
  void isThePeersWhenThatIsNoProxys() {
    assertThat(of("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "/run/proxy.sock"})
  void isNeverARawText(String peer) {
    assertThat(of(peer, "203.0.113.7")).isEqualTo("::");
  }

  @Test
  void looksAtThirtyTwoAddressesAtMost() {
    String proxies = ", 10.0.0.2".repeat(31);
    assertThat(of("10.0.0.1", "203.0.113.7" + proxies)).isEqualTo("203.0.113.7");
    assertThat(of("10.0.0.1", "203.0.113.7, 10.0.0.3" + proxies)).isEqualTo("10.0.0.3");
  }

  @Test
  void doesNotReadAHopThatIsTooLongForAnAddress() {
    assertThat(of("10.0.0.1", "fe80::1%" + "z".repeat(72))).isEqualTo("fe80::1");
    assertThat(of("10.0.0.1", "fe80::1%" + "z".repeat(73))).isEqualTo("10.0.0.1");
  }

  @Nested
  class BehindProxiesOfAnyAddress {
    private final ClientAddress lastElement =
        new ClientAddress(HeaderName.parse("x-forwarded-for"), TrustedProxies.ANY);

    private String of(String peer, String... lines) {
      Headers headers = Headers.of();
      for (String line : lines) {
        headers.and("X-Forwarded-For", line);
      }
      return lastElement.of(new Peer(peer, List.of()), headers);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "203.0.113.7 | 203.0.113.7",
          "198.51.100.1, 203.0.113.7 | 203.0.113.7",
          "203.0.113.7, 10.0.0.2 | 10.0.0.2",
          "203.0.113.7,\t10.0.0.2\t | 10.0.0.2",
          "203.0.113.7, [2001:db8:1::7]:4711 | 2001:db8:1::7",
          "203.0.113.7, unknown | 10.0.0.1",
          "203.0.113.7, | 10.0.0.1",
        })
    void isTheLastElement(String line, String address) {
      assertThat(of("10.0.0.1", line)).isEqualTo(address);
    }

    @Test
    void isTheLastElementOfTheLastLine() {
      assertThat(of("10.0.0.1", "198.51.100.1", "198.51.100.2, 203.0.113.7"))
          .isEqualTo("203.0.113.7");
      assertThat(of("10.0.0.1", "203.0.113.7", "")).isEqualTo("10.0.0.1");
    }

    @Test
    void isThePeersWithoutTheHeader() {
      assertThat(of("203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/run/proxy.sock"})
    void needsNoAddressOfThePeer(String peer) {
      assertThat(of(peer, "203.0.113.7")).isEqualTo("203.0.113.7");
      assertThat(of(peer)).isEqualTo("::");
    }
  }
}
