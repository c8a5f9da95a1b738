// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.Objects;

/**
 * A block of IPv4 or IPv6 addresses in CIDR notation, such as {@code 10.0.0.0/8}, narrow enough to
 * be trusted. Immutable and safe for use by many threads.
 *
 * @param network the lowest address of the block
 * @param prefixLength the number of leading bits that must match: 8 to 32 for IPv4, 16 to 128 for
 *     IPv6
 */
public record CidrBlock(IpAddress network, int prefixLength) {
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;
  private static final int MIN_IPV4_PREFIX = 8;
  private static final int MIN_IPV6_PREFIX = 16;

  /** 256 addresses are 8 bits. */
  private static final int BITS_OF_256 = 8;

  /**
   * Checks the block.
   *
   * @throws IllegalArgumentException if the prefix length is out of its range, or bits of the
   *     network below the prefix are set; the message is the rule alone
   */
  public CidrBlock {
    Objects.requireNonNull(network, "network");
    int bits = bits(network);
    int minPrefix = network.isIpv4() ? MIN_IPV4_PREFIX : MIN_IPV6_PREFIX;
    if (prefixLength > bits) {
      throw new IllegalArgumentException(
          "is not a CIDR block: prefix length %d is over %d for %s"
              .formatted(prefixLength, bits, family(network)));
    }
    if (prefixLength < minPrefix) {
      throw new IllegalArgumentException(
          "is too wide a block to be trusted: prefix length %d is under %d for %s"
              .formatted(prefixLength, minPrefix, family(network)));
    }
    IpAddress lowest = lowest(network, prefixLength);
    if (!network.equals(lowest)) {
      throw new IllegalArgumentException(
          "is not a CIDR block: bits are set below the prefix; the block is %s/%d"
              .formatted(lowest, prefixLength));
    }
  }

  /**
   * Reads a block, or a single address.
   *
   * @param text an address in the notation of {@link IpAddress#parse}, optionally with a slash and
   *     the prefix length; without them the block is the single address
   * @return the block
   * @throws IllegalArgumentException if the text is not such a block, is a block of IPv4-mapped
   *     addresses, or is wider than /8 (IPv4) or /16 (IPv6); the message is the rule alone
   */
  public static CidrBlock parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    IpAddress address = parseAddress(literal);
    if (address.isIpv4() && literal.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "is IPv4-mapped: write it as the IPv4 block for which it stands");
    }
    return new CidrBlock(
        address, slash < 0 ? bits(address) : parsePrefixLength(text.substring(slash + 1)));
  }

  private static IpAddress parseAddress(String literal) {
    try {
      return IpAddress.parse(literal);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is not a CIDR block: \"" + literal + "\" " + e.getMessage(), e);
    }
  }

  private static int parsePrefixLength(String digits) {
    if (!digits.matches("0|[1-9][0-9]{0,2}")) {
      throw new IllegalArgumentException(
          "is not a CIDR block: prefix length \""
              + digits
              + "\" is not a decimal number of one to three digits without leading zeros");
    }
    return Integer.parseInt(digits);
  }

  /**
   * Whether this block contains an address. IPv6 blocks contain no IPv4 addresses, and IPv4 blocks
   * no IPv6 addresses.
   *
   * @param address the address
   * @return whether the block contains it
   */
  public boolean contains(IpAddress address) {
    int free = bits(network) - prefixLength;
    return address.isIpv4() == network.isIpv4()
        && (address.high() & highMask(free)) == network.high()
        && (address.low() & lowMask(free)) == network.low();
  }

  /**
   * Whether the block has more than 256 addresses, which is more than a set of proxies needs.
   *
   * @return whether the block has more than 256 addresses
   */
  public boolean isWiderThan256() {
    return bits(network) - prefixLength > BITS_OF_256;
  }

  private static IpAddress lowest(IpAddress address, int prefixLength) {
    int free = bits(address) - prefixLength;
    return new IpAddress(address.high() & highMask(free), address.low() & lowMask(free));
  }

  /** The mask for the high half of an address that clears the given number of its lowest bits. */
  private static long highMask(int free) {
    return free <= Long.SIZE ? -1L : -1L << (free - Long.SIZE);
  }

  /** The mask for the low half of an address that clears the given number of its lowest bits. */
  private static long lowMask(int free) {
    return free >= Long.SIZE ? 0 : -1L << free;
  }

  private static int bits(IpAddress address) {
    return address.isIpv4() ? IPV4_BITS : IPV6_BITS;
  }

  private static String family(IpAddress address) {
    return address.isIpv4() ? "IPv4" : "IPv6";
  }

  /** Returns the network's canonical text, a slash and the prefix length. */
  @Override
  public String toString() {
    return network + "/" + prefixLength;
  }
}
