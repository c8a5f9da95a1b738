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
 * The reader of the client's address behind the proxies, for logs and for the limits on failed
 * passwords, and never for trust. Immutable and safe for use by many threads.
 *
 * <p>Each proxy appends the address of its own peer to the header, such as {@code x-forwarded-for}.
 * So the list is read from its right end. Everything to the left of the first address that is not a
 * trusted proxy's is untrusted. If proxies may have any address, only the last element is read.
 */
public final class ClientAddress {
  private static final int MAX_HOP_COUNT = 32;

  /** Sufficient for each literal with brackets, zone and port. */
  private static final int MAX_HOP_LENGTH = 80;

  private static final String UNSPECIFIED = "::";

  private final HeaderName header;
  private final TrustedProxies proxies;

  /**
   * Creates a reader.
   *
   * @param header the header to which proxies append the address of their peer
   * @param proxies the addresses of the proxies
   */
  public ClientAddress(HeaderName header, TrustedProxies proxies) {
    this.header = header;
    this.proxies = proxies;
  }

  /**
   * Returns the client's address. The peer's address follows the header's addresses on the right.
   * The result is the rightmost address that is not a trusted proxy's, or the leftmost if all are.
   * The search ends at a text that is not an address, and after 32 addresses. An address may have a
   * port; an IPv6 address with a port has brackets.
   *
   * <p>For {@link TrustedProxies#ANY} the result is the last element of the last line, or the
   * peer's address if the header is missing or this element is not an address.
   *
   * @param peer the peer
   * @param headers the headers of its request
   * @return the address as a canonical literal, never a text of the request; {@code ::} if the
   *     peer's address is not an address literal, and is needed
   */
  public String of(Peer peer, RequestHeaders headers) {
    IpAddress peerAddress = IpAddress.ofPeer(peer.address());
    IpAddress client = peerAddress;
    if (proxies.isAny()) {
      IpAddress last = lastHop(headers);
      client = last == null ? peerAddress : last;
    } else if (peerAddress != null) {
      client = rightmostUntrusted(peerAddress, headers);
    }
    return client == null ? UNSPECIFIED : client.toString();
  }

  private IpAddress rightmostUntrusted(IpAddress peer, RequestHeaders headers) {
    IpAddress address = peer;
    List<String> lines = Collections.list(headers.values(header.name()));
    int hops = 0;
    for (int line = lines.size() - 1; line >= 0; line--) {
      String text = lines.get(line);
      int end = text.length();
      while (end >= 0) {
        if (hops == MAX_HOP_COUNT || !proxies.contains(address)) {
          return address;
        }
        int comma = text.lastIndexOf(',', end - 1);
        IpAddress next = readHop(text, comma + 1, end);
        if (next == null) {
          return address;
        }
        address = next;
        hops++;
        end = comma;
      }
    }
    return address;
  }

  private @Nullable IpAddress lastHop(RequestHeaders headers) {
    List<String> lines = Collections.list(headers.values(header.name()));
    if (lines.isEmpty()) {
      return null;
    }
    String last = lines.get(lines.size() - 1);
    return readHop(last, last.lastIndexOf(',') + 1, last.length());
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
    // In an IPv6 address the text after the first colon contains another colon, and is not a port.
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
