// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrBlockTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8",
    "10.1.2.3, 10.1.2.3/32",
    "10.1.2.3/32, 10.1.2.3/32",
    "255.0.0.0/9, 255.0.0.0/9",
    "2001:db8::1, 2001:db8::1/128", // A06: not /32, as for IPv4
    "2001:DB8::/32, 2001:db8::/32",
    "2001::/16, 2001::/16",
    "::1, ::1/128",
    "::1/128, ::1/128",
  })
  void readsBlocksAndAddresses(String text, String canonical) {
    assertThat(CidrBlock.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/33 | is not a CIDR block: prefix length 33 is over 32 for IPv4",
        "10.0.0.0/128 | is not a CIDR block: prefix length 128 is over 32 for IPv4",
        "2001:db8::/129 | is not a CIDR block: prefix length 129 is over 128 for IPv6",
        "10.0.0.0/7 | is too wide a block to be trusted: prefix length 7 is under 8 for IPv4",
        "0.0.0.0/0 | is too wide a block to be trusted: prefix length 0 is under 8 for IPv4", // A02
        "2000::/15 | is too wide a block to be trusted: prefix length 15 is under 16 for IPv6",
        "::/0 | is too wide a block to be trusted: prefix length 0 is under 16 for IPv6", // A02
        "10.0.0.1/8 | is not a CIDR block: bits are set below the prefix; the block is 10.0.0.0/8",
        "10.0.0.1/31 | is not a CIDR block: bits are set below the prefix; the block is"
            + " 10.0.0.0/31",
        "2001:db8::1/64 | is not a CIDR block: bits are set below the prefix; the block is"
            + " 2001:db8::/64",
        "2001:db8:0:0:1::/63 | is not a CIDR block: bits are set below the prefix; the block is"
            + " 2001:db8::/63",
        "2001:db8::1:0:0:0:0/63 | is not a CIDR block: bits are set below the prefix; the block is"
            + " 2001:db8::/63",
        "::ffff:10.0.0.0/104 | is IPv4-mapped: write it as the IPv4 block for which it stands",
        "::ffff:10.0.0.0/8 | is IPv4-mapped: write it as the IPv4 block for which it stands", // A06
        "::ffff:a00:1 | is IPv4-mapped: write it as the IPv4 block for which it stands",
      })
  void rejectsBlocksThatBreakARule(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CidrBlock.parse(text))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+8",
        "08",
        "00",
        " 8",
        "8 ",
        "8.0",
        "x",
        "8/8",
        "1000",
        "255.0.0.0",
        "٨"
      })
  void rejectsPrefixLengthsThatAreNoPlainNumber(String length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CidrBlock.parse("10.0.0.0/" + length))
        .withMessage(
            "is not a CIDR block: prefix length \""
                + length
                + "\" is not a decimal number of one to three digits without leading zeros");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "10/8", "/8", "*", "proxy.example", "[::1]", "fe80::1%eth0", "ANY"})
  void rejectsWhatIsNoAddress(String literal) { // A02, A06
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CidrBlock.parse(literal))
        .withMessage(
            "is not a CIDR block: \""
                + literal.replace("/8", "")
                + "\" is not a complete IPv4 or IPv6 address (names are not looked up, zones not"
                + " allowed)");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, true",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 9.255.255.255, false",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "10.0.0.0/8, a00::1, false",
    "10.0.0.0/8, ::a00:1, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false",
    "10.1.2.2/31, 10.1.2.3, true",
    "10.1.2.2/31, 10.1.2.4, false",
    "128.0.0.0/9, 128.127.255.255, true",
    "128.0.0.0/9, 128.128.0.0, false",
    "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::/63, 2001:db8:0:1::1, true",
    "2001:db8::/63, 2001:db8:0:2::1, false",
    "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
    "2001:db8::/64, 2001:db8:0:1::, false",
    "2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff, true",
    "2001:db8::/65, 2001:db8::8000:0:0:0, false",
    "2001:db8::/65, 2001:db8:0:1::, false",
    "2001:db8::1, 2001:db8::1, true",
    "2001:db8::1, 2001:db8::2, false",
    "a00::/16, 10.0.0.1, false",
    "::/80, 10.0.0.1, false",
    "::/80, ::1, true",
  })
  void containsItsAddressesAlone(String block, String address, boolean contained) {
    assertThat(CidrBlock.parse(block).contains(IpAddress.parse(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/23, true",
    "10.0.0.0/24, false",
    "10.0.0.1, false",
    "2001:db8::/119, true",
    "2001:db8::/120, false",
  })
  void detectsMoreThan256Addresses(String block, boolean wider) { // A08
    assertThat(CidrBlock.parse(block).isWiderThan256()).isEqualTo(wider);
  }
}
