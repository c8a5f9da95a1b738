// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.Collections;
import java.util.List;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.OptionalWhitespace;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The reader of the address of the client behind the proxies, for logs and for slowing down who
 * guesses passwords, and never for trust. Immutable and safe for use by many threads.
 *
 * <p>Each proxy appends to the header, such as {@code x-forwarded-for}, from whom it got the
 * request. So the list is read from its right end, and what stands left of the first address that
 * is no trusted proxy's was written by a stranger.
 */
public final class ClientAddress {
  private static final int MAX_HOP_COUNT = 32;

  /** No literal with brackets, zone and port needs more. */
  private static final int MAX_HOP_LENGTH = 80;

  private static final String UNSPECIFIED = "::";

  private final HeaderName header;
  private final TrustedProxies proxies;

  /**
   * Makes a reader.
   *
   * @param header the header to which proxies append the address from which they got a request
   * @param proxies the addresses of the proxies
   */
  public ClientAddress(HeaderName header, TrustedProxies proxies) {
    this.header = header;
    this.proxies = proxies;
  }

  /**
   * The client's address: the rightmost of the header's addresses, the peer's being right of them
   * all, that is no trusted proxy's; the leftmost when all are. The search ends at what is no
   * address, and after 32 addresses. An address may have a port, and an IPv6 address then has
   * brackets.
   *
   * @param peer the peer
   * @param headers the headers of its request
   * @return the address, always a canonical literal and never a text of the request; {@code ::}
   *     when not even the peer's address is one
   */
  public String of(Peer peer, RequestHeaders headers) {
    IpAddress address = IpAddress.ofPeer(peer.address());
    if (address == null) {
      return UNSPECIFIED;
    }
    List<String> lines = Collections.list(headers.values(header.name()));
    int hops = 0;
    for (int line = lines.size() - 1; line >= 0; line--) {
      String text = lines.get(line);
      int end = text.length();
      while (end >= 0) {
        if (hops == MAX_HOP_COUNT || !proxies.contains(address)) {
          return address.toString();
        }
        int comma = text.lastIndexOf(',', end - 1);
        IpAddress next = readHop(text, comma + 1, end);
        if (next == null) {
          return address.toString();
        }
        address = next;
        hops++;
        end = comma;
      }
    }
    return address.toString();
  }

  private static @Nullable IpAddress readHop(String text, int start, int end) {
    int first = OptionalWhitespace.skip(text, start, end);
    int afterLast = OptionalWhitespace.skipBack(text, first, end);
    if (afterLast - first > MAX_HOP_LENGTH) {
      return null;
    }
    String hop = text.substring(first, afterLast);
    if (hop.startsWith("[")) {
      int bracket = hop.indexOf(']');
      boolean whole = bracket > 0 && isNoneOrPort(hop.substring(bracket + 1));
      return whole ? IpAddress.ofPeer(hop.substring(1, bracket)) : null;
    }
    int colon = hop.indexOf(':');
    // What follows the first colon of an IPv6 address holds a second one, and is no port.
    return colon >= 0 && isNoneOrPort(hop.substring(colon))
        ? IpAddress.ofPeer(hop.substring(0, colon))
        : IpAddress.ofPeer(hop);
  }

  private static boolean isNoneOrPort(String text) {
    return text.isEmpty()
        || (text.charAt(0) == ':'
            && text.length() > 1
            && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
  }
}
