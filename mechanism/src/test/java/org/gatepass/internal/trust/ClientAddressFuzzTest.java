// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.spi.Peer;

/**
 * Any forwarding lines. A seed has the peer's address in its first line, and the header's values in
 * the others.
 */
class ClientAddressFuzzTest {
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](:[0-9]+)?");
  private static final Pattern WITH_PORT = Pattern.compile("([^:]*):[0-9]+");

  private final TrustedProxies proxies =
      TrustedProxies.parse(List.of("10.0.0.0/8", "2001:db8::/64"));
  private final ClientAddress clientAddress =
      new ClientAddress(HeaderName.parse("x-forwarded-for"), proxies);

  @FuzzTest
  @DictionaryEntries({
    "10.0.0.1",
    "2001:db8::1",
    "::ffff:10.0.0.1",
    ", ",
    "[",
    "]:80",
    "%eth0",
    "\\x0a"
  })
  void isTheCanonicalAddressOfTheRightHop(byte[] seed) {
    String[] lines = new String(seed, StandardCharsets.ISO_8859_1).split("\n", -1);
    Peer peer = new Peer(lines[0], List.of());
    List<String> values = List.of(lines).subList(1, lines.length);
    Headers headers = Headers.of();
    values.forEach(value -> headers.and("X-Forwarded-For", value));

    String address = QuickAnswer.of(() -> clientAddress.of(peer, headers));

    assertThat(address).isEqualTo(IpAddress.parse(address).toString());
    assertThat(address).isEqualTo(expected(peer, values));
  }

  /** The same in the plainest way: all hops in one list, read from its end. */
  private String expected(Peer peer, List<String> values) {
    IpAddress address = IpAddress.ofPeer(peer.address());
    if (address == null) {
      return "::";
    }
    List<String> hops = new ArrayList<>();
    values.forEach(value -> Collections.addAll(hops, value.split(",", -1)));
    Collections.reverse(hops);
    for (String hop : hops.subList(0, Math.min(32, hops.size()))) {
      IpAddress next = read(hop.replaceAll("^[ \t]+|[ \t]+\\z", ""));
      if (!proxies.contains(address) || next == null) {
        break;
      }
      address = next;
    }
    return address.toString();
  }

  private static IpAddress read(String hop) {
    if (hop.length() > 80) {
      return null;
    }
    Matcher bracketed = BRACKETED.matcher(hop);
    if (bracketed.matches()) {
      return IpAddress.ofPeer(bracketed.group(1));
    }
    Matcher withPort = WITH_PORT.matcher(hop);
    return IpAddress.ofPeer(withPort.matches() ? withPort.group(1) : hop);
  }
}
