// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.List;

/**
 * The addresses of the trusted proxies. With an empty list no peer is trusted. Immutable and safe
 * for use by many threads.
 */
public final class TrustedProxies {
  /**
   * The proxies may have any address, and a peer needs none. Other evidence must identify them, so
   * this value belongs into no {@link AddressCheck}.
   */
  public static final TrustedProxies ANY = new TrustedProxies(List.of());

  private final List<CidrBlock> blocks;

  /**
   * Creates a list.
   *
   * @param blocks the blocks with the addresses of the proxies' sockets
   */
  public TrustedProxies(List<CidrBlock> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * Reads a list.
   *
   * @param blocks blocks in the notation of {@link CidrBlock#parse}
   * @return the list
   * @throws IllegalArgumentException if a text is not such a block; the message is the rule alone
   */
  public static TrustedProxies parse(List<String> blocks) {
    return new TrustedProxies(blocks.stream().map(CidrBlock::parse).toList());
  }

  /**
   * Whether this is {@link #ANY}.
   *
   * @return whether addresses do not identify the proxies
   */
  public boolean isAny() {
    return this == ANY;
  }

  /**
   * Whether a peer has one of the listed addresses.
   *
   * @param peerAddress the address of the peer's socket, in the notation of the server
   * @return whether one of the blocks contains it; false for a text that is not an address, and
   *     always false for {@link #ANY}
   */
  public boolean contains(String peerAddress) {
    IpAddress address = IpAddress.ofPeer(peerAddress);
    return address != null && contains(address);
  }

  boolean contains(IpAddress address) {
    for (CidrBlock block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The blocks, in the order of the configuration.
   *
   * @return the blocks, unmodifiable; empty for {@link #ANY}
   */
  public List<CidrBlock> blocks() {
    return blocks;
  }

  /** Returns the blocks, which are not secret. */
  @Override
  public String toString() {
    return isAny() ? "any" : blocks.toString();
  }
}
