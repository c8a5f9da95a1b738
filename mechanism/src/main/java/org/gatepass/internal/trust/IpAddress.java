// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address. Immutable and safe for use by many threads.
 *
 * <p>Only complete literals are accepted, and never names: {@code InetAddress} would read {@code
 * 10} as {@code 0.0.0.10} and look up other texts in the DNS. An IPv4 address is stored as the
 * IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2), so that {@code 10.0.0.1} and {@code
 * ::ffff:10.0.0.1} are equal.
 *
 * @param high the first 64 bits of the IPv6 address
 * @param low the last 64 bits of the IPv6 address
 */
public record IpAddress(long high, long low) {
  private static final int GROUPS = 8;
  private static final int NO_GAP = -1;
  private static final long NO_QUAD = -1;
  private static final long MAPPED = 0xffffL << 32;

  /**
   * Reads an address in the notation of the configuration: a dotted quad of four decimal numbers
   * without leading zeros, or the text of RFC 4291, section 2.2, without brackets and without a
   * zone.
   *
   * @param text the address, such as {@code 10.1.2.3} or {@code 2001:db8::1}
   * @return the address
   * @throws IllegalArgumentException if the text is not such an address; the message is the rule
   *     alone
   */
  public static IpAddress parse(String text) {
    IpAddress address = read(text, text.length());
    if (address == null) {
      throw new IllegalArgumentException(
          "is not a complete IPv4 or IPv6 address (names are not looked up, zones not allowed)");
    }
    return address;
  }

  /**
   * Reads the address of a peer in the notation of servers: like {@link #parse}, but without the
   * zone of an IPv6 address, such as {@code %eth0}.
   *
   * @param text the address of a socket
   * @return the address, or null if the text is not an address
   */
  static @Nullable IpAddress ofPeer(String text) {
    int zone = text.indexOf('%');
    if (zone < 0) {
      return read(text, text.length());
    }
    boolean zoned = text.lastIndexOf(':', zone) >= 0 && zone + 1 < text.length();
    return zoned ? read(text, zone) : null;
  }

  /**
   * Whether this is an IPv4 address.
   *
   * @return false for an IPv6 address that is not IPv4-mapped
   */
  public boolean isIpv4() {
    return high == 0 && (low & ~0xffff_ffffL) == MAPPED;
  }

  /**
   * The network by which clients are distinguished: an IPv4 address itself, or the first address of
   * the /64 network of an IPv6 address, because a client has all addresses of such a network (RFC
   * 6177).
   *
   * @return the address that represents the network
   */
  public IpAddress network() {
    return isIpv4() ? this : new IpAddress(high, 0);
  }

  private static @Nullable IpAddress read(String text, int end) {
    long quad = readQuad(text, 0, end);
    return quad == NO_QUAD ? readGroups(text, end) : new IpAddress(0, MAPPED | quad);
  }

  private static long readQuad(String text, int start, int end) {
    long bits = 0;
    int at = start;
    for (int part = 0; part < 4; part++) {
      if (part > 0) {
        if (at == end || text.charAt(at) != '.') {
          return NO_QUAD;
        }
        at++;
      }
      int first = at;
      int number = 0;
      while (at < end && at - first < 3 && isDigit(text.charAt(at))) {
        number = number * 10 + text.charAt(at) - '0';
        at++;
      }
      boolean leadingZero = at - first > 1 && text.charAt(first) == '0';
      if (at == first || leadingZero || number > 255) {
        return NO_QUAD;
      }
      bits = (bits << 8) | number;
    }
    return at == end ? bits : NO_QUAD;
  }

  private static @Nullable IpAddress readGroups(String text, int end) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = NO_GAP;
    int at = 0;
    while (at < end) {
      if (text.startsWith("::", at)) {
        if (gap != NO_GAP) {
          return null;
        }
        gap = count;
        at += 2;
        if (at == end) {
          break;
        }
      } else if (count > 0) {
        if (text.charAt(at) != ':') {
          return null;
        }
        at++;
      }
      int first = at;
      int group = 0;
      while (at < end && at - first < 4 && isHexDigit(text.charAt(at))) {
        group = (group << 4) | Character.digit(text.charAt(at), 16);
        at++;
      }
      if (at == first || count == GROUPS) {
        return null;
      }
      if (at < end && text.charAt(at) == '.') {
        long quad = readQuad(text, first, end);
        if (quad == NO_QUAD || count + 2 > GROUPS) {
          return null;
        }
        groups[count++] = (int) (quad >>> 16);
        group = (int) (quad & 0xffff);
        at = end;
      }
      groups[count++] = group;
    }
    // "::" represents at least one group of zeros.
    boolean complete = gap == NO_GAP ? count == GROUPS : count < GROUPS;
    return complete ? ofGroups(groups, count, gap) : null;
  }

  private static IpAddress ofGroups(int[] groups, int count, int gap) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < count; i++) {
      int position = i < gap ? i : i + GROUPS - count;
      long bits = (long) groups[i] << shift(position);
      if (position < 4) {
        high |= bits;
      } else {
        low |= bits;
      }
    }
    return new IpAddress(high, low);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** Returns a dotted quad, or the canonical text of RFC 5952. */
  @Override
  public String toString() {
    return isIpv4() ? quadText() : groupsText();
  }

  private String quadText() {
    return ((low >>> 24) & 0xff)
        + "."
        + ((low >>> 16) & 0xff)
        + "."
        + ((low >>> 8) & 0xff)
        + "."
        + (low & 0xff);
  }

  private String groupsText() {
    int gap = 0;
    int gapLength = 1; // RFC 5952 does not shorten a single group of zeros
    for (int first = 0; first < GROUPS; first++) {
      int next = first;
      while (next < GROUPS && group(next) == 0) {
        next++;
      }
      if (next - first > gapLength) {
        gap = first;
        gapLength = next - first;
      }
    }
    if (gapLength == 1) {
      return groupsText(0, GROUPS);
    }
    return groupsText(0, gap) + "::" + groupsText(gap + gapLength, GROUPS);
  }

  private String groupsText(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  private int group(int position) {
    long half = position < 4 ? high : low;
    return (int) ((half >>> shift(position)) & 0xffff);
  }

  /** The number of bits to the right of a group in its half. */
  private static int shift(int position) {
    return 16 * (3 - position % 4);
  }
}
