// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "10.1.2.3, 10.1.2.3",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "0:0:0:0:0:0:0:1, ::1",
    "2001:db8::1, 2001:db8::1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8", // one group of zeros is not shortened
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "1:2:3:0:0:6:7:8, 1:2:3::6:7:8",
    "1:0:0:4:5:0:0:8, 1::4:5:0:0:8", // the first of equal runs
    "1:0:0:4:0:0:0:8, 1:0:0:4::8", // the longest run
    "0:0:3:4:0:6:0:0, ::3:4:0:6:0:0", // the last run ends where the address does
    "1:2:3:4:0:6:7:0, 1:2:3:4:0:6:7:0",
    "0001:0020:0300:4000::, 1:20:300:4000::",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "abcd:ef01:2345:6789:ABCD:EF01:2345:6789, abcd:ef01:2345:6789:abcd:ef01:2345:6789",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "::10.0.0.1, ::a00:1",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
  })
  void readsAndWritesLiterals(String text, String canonical) {
    assertThat(IpAddress.parse(text)).hasToString(canonical).isEqualTo(IpAddress.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10",
        "10.1",
        "10.1.2",
        "10.1.2.",
        "10.1.2.3.",
        "10.1.2.3.4",
        ".1.2.3",
        "10..2.3",
        "10.1.2.256",
        "10.1.2.1000",
        "10.1.2.4294967299", // 3, if the number overflowed
        "10.1.2.03",
        "010.1.2.3",
        "00.1.2.3",
        "0x0a.1.2.3",
        "10.1.2.3 ",
        " 10.1.2.3",
        "10.1.2.-3",
        "10.1.2.+3",
        "10,1,2,3",
        "167837955",
        "١٠.1.2.3", // Arabic-Indic digits
        "localhost",
        "proxy.example",
        "a",
        "*",
        ":",
        ":::",
        "::1::",
        "1::2::3",
        ":1",
        "1:",
        "1:2",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4::5:6:7:8",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "1-2-3-4-5-6-7-8",
        "1:2:3:4:5:6:7-8",
        "1:2:3:4:5:6:7:100000008",
        "g::",
        "::g",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:6:7:8:1.2.3.4",
        "1:2:3:4:5:1.2.3.4",
        "::1.2.3",
        "::1.2.3.256",
        "::1.2.3.4:5",
        "::1.2.3.4.5",
        "1.2.3.4::",
        "[::1]",
        "::1%eth0",
        "fe80::1%",
        "١::",
        "10.1.2.3/32",
      })
  void rejectsWhatIsNoCompleteLiteral(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.parse(text))
        .withMessage(
            "is not a complete IPv4 or IPv6 address (names are not looked up, zones not allowed)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"::ffff:10.0.0.1", "::FFFF:10.0.0.1", "::ffff:a00:1", "0:0:0:0:0:ffff:a00:1"})
  void takesMappedAddressesForIpv4(String mapped) { // A06
    assertThat(IpAddress.ofPeer(mapped))
        .isEqualTo(IpAddress.parse("10.0.0.1"))
        .hasToString("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true",
    "0.0.0.0, true",
    "255.255.255.255, true",
    "::ffff:0:0, true",
    "::, false",
    "::a00:1, false",
    "::fffe:a00:1, false",
    "::1:ffff:a00:1, false",
    "1::ffff:a00:1, false",
  })
  void hasAFamily(String text, boolean ipv4) {
    assertThat(IpAddress.parse(text).isIpv4()).isEqualTo(ipv4);
  }

  @ParameterizedTest
  @CsvSource({
    "fe80::1%eth0, fe80::1",
    "fe80:0:0:0:0:0:0:1%2, fe80::1",
    "::1%1, ::1",
    "fe80::1, fe80::1",
    "10.0.0.1, 10.0.0.1",
  })
  void leavesOutTheZoneOfPeers(String text, String canonical) { // A06
    assertThat(IpAddress.ofPeer(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1%eth0", "fe80::1%", "%eth0", "%::1", "%", "", "unknown", "::g%1"})
  void takesNothingElseForAPeersAddress(String text) {
    assertThat(IpAddress.ofPeer(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::",
    "2001:db8:1:2::, 2001:db8:1:2::",
    "::1, ::",
    "10.1.2.3, 10.1.2.3",
    "::ffff:10.1.2.3, 10.1.2.3",
  })
  void distinguishesSendersByTheirNetwork(String text, String network) {
    assertThat(IpAddress.parse(text).network()).hasToString(network);
  }

  @Test
  void acceptsTheMostDigits() {
    assertThat(IpAddress.ofPeer("0000:0000:0000:0000:0000:ffff:255.255.255.255"))
        .hasToString("255.255.255.255");
  }
}
