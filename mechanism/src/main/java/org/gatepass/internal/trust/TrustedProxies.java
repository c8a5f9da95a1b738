// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.List;

/**
 * The addresses from which proxies speak. Immutable and safe for use by many threads.
 *
 * <p>An empty list trusts nobody.
 */
public final class TrustedProxies {
  private final List<CidrBlock> blocks;

  /**
   * Makes a list.
   *
   * @param blocks the blocks in which the addresses of the proxies' sockets lie
   */
  public TrustedProxies(List<CidrBlock> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * Reads a list.
   *
   * @param blocks blocks as {@link CidrBlock#parse} reads them
   * @return the list
   * @throws IllegalArgumentException if one is no such block; the message is the rule alone
   */
  public static TrustedProxies parse(List<String> blocks) {
    return new TrustedProxies(blocks.stream().map(CidrBlock::parse).toList());
  }

  /**
   * Whether a peer speaks from one of the addresses.
   *
   * @param peerAddress the address of the peer's socket, as the server writes it
   * @return whether it does; false for a text that is no address
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
   * @return the blocks, unmodifiable
   */
  public List<CidrBlock> blocks() {
    return blocks;
  }

  /** Writes the blocks, which are no secret. */
  @Override
  public String toString() {
    return blocks.toString();
  }
}
