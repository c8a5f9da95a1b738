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
   * @throws IllegalArgumentException if the prefix length is out of its range, or the network has
   *     bits set below the prefix; the message is the rule alone
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
   * @param text an address as {@link IpAddress#parse} reads it, and perhaps a slash and the prefix
   *     length; without them the block is the one address
   * @return the block
   * @throws IllegalArgumentException if the text is no such block, or one of IPv4-mapped addresses,
   *     or wider than /8 (IPv4) or /16 (IPv6); the message is the rule alone
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
   * Whether an address lies in this block. An IPv4 address never lies in an IPv6 block, nor the
   * other way round.
   *
   * @param address the address
   * @return whether it lies in the block
   */
  public boolean contains(IpAddress address) {
    int free = bits(network) - prefixLength;
    return address.isIpv4() == network.isIpv4()
        && (address.high() & highMask(free)) == network.high()
        && (address.low() & lowMask(free)) == network.low();
  }

  /**
   * Whether the block holds more than 256 addresses, which is more than a set of proxies needs.
   *
   * @return whether it does
   */
  public boolean isWiderThan256() {
    return bits(network) - prefixLength > BITS_OF_256;
  }

  private static IpAddress lowest(IpAddress address, int prefixLength) {
    int free = bits(address) - prefixLength;
    return new IpAddress(address.high() & highMask(free), address.low() & lowMask(free));
  }

  /** Clears those of the given number of lowest bits of an address that lie in its high half. */
  private static long highMask(int free) {
    return free <= Long.SIZE ? -1L : -1L << (free - Long.SIZE);
  }

  /** Clears those of the given number of lowest bits of an address that lie in its low half. */
  private static long lowMask(int free) {
    return free >= Long.SIZE ? 0 : -1L << free;
  }

  private static int bits(IpAddress address) {
    return address.isIpv4() ? IPV4_BITS : IPV6_BITS;
  }

  private static String family(IpAddress address) {
    return address.isIpv4() ? "IPv4" : "IPv6";
  }

  /** Writes the network's canonical text, a slash and the prefix length. */
  @Override
  public String toString() {
    return network + "/" + prefixLength;
  }
}
