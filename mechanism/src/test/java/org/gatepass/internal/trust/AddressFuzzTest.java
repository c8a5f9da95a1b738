// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Any text as a block and as an address, against {@link InetAddress} and {@link BigInteger}. A seed
 * has two lines: a block, and an address.
 */
class AddressFuzzTest {
  private static final String DECIMAL = "(0|[1-9][0-9]{0,2})";
  private static final Pattern QUAD = Pattern.compile(DECIMAL + ("\\." + DECIMAL).repeat(3));
  private static final Pattern GROUPS = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*");

  /** Texts that {@link InetAddress} reads, and RFC 4291 does not contain. */
  private static final Pattern LENIENT = Pattern.compile("[0-9A-Fa-f]{5}|[:.]0[0-9]+\\.|\\.0[0-9]");

  private static final Pattern ZEROS = Pattern.compile("\\b0(:0)+\\b");

  @FuzzTest
  @DictionaryEntries({"::", "::ffff:", "10.0.0.0/8", "2001:db8::", "/128", "%eth0", "255", "\\x0a"})
  void readsWhatJavaReadsAndNothingElse(byte[] seed) throws UnknownHostException {
    String[] lines = new String(seed, StandardCharsets.UTF_8).split("\n", 2);
    checkAddress(lines[0]);
    checkAddress(lines[lines.length - 1]);
    InetAddress any = InetAddress.getByAddress(Arrays.copyOf(seed, 16));
    checkAddress(any.getHostAddress());
    checkBlock(lines[0], InetAddress.getByAddress(Arrays.copyOf(seed, 4)));
    checkBlock(lines[0], any);
    checkBlock(lines[0], javaRead(lines[lines.length - 1]).orElse(any));
  }

  private static void checkAddress(String text) throws UnknownHostException {
    Optional<IpAddress> read = read(text);
    Optional<InetAddress> javaRead = javaRead(text);
    assertThat(read.isPresent()).as(text).isEqualTo(javaRead.isPresent());
    if (read.isPresent()) {
      IpAddress address = read.get();
      assertThat(bytes(address)).as(text).isEqualTo(javaRead.get().getAddress());
      assertThat(address).hasToString(canonical(javaRead.get()));
      assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
      assertThat(IpAddress.ofPeer(text)).isEqualTo(address);
      assertThat(CidrBlock.parse(address.toString()).contains(address)).isTrue();
    }
    IpAddress peer = IpAddress.ofPeer(text); // throws nothing at all
    assertThat(peer != null)
        .isEqualTo(javaRead(text.replaceFirst("(?s)(:.*?)%.+", "$1")).isPresent());
  }

  private static void checkBlock(String text, InetAddress other) throws UnknownHostException {
    Optional<CidrBlock> read = readBlock(text);
    assertThat(read.map(CidrBlock::toString)).as(text).isEqualTo(expectedBlock(text));
    if (read.isPresent()) {
      CidrBlock block = read.get();
      assertThat(CidrBlock.parse(block.toString())).isEqualTo(block);
      assertThat(block.contains(block.network())).isTrue();
      byte[] network = bytes(block.network());
      BigInteger size = BigInteger.ONE.shiftLeft(network.length * 8 - block.prefixLength());
      assertThat(block.isWiderThan256()).isEqualTo(size.compareTo(BigInteger.valueOf(256)) > 0);
      BigInteger first = new BigInteger(1, network);
      BigInteger number = new BigInteger(1, other.getAddress());
      boolean within =
          other.getAddress().length == network.length
              && number.compareTo(first) >= 0
              && number.compareTo(first.add(size)) < 0;
      assertThat(block.contains(IpAddress.parse(other.getHostAddress()))).isEqualTo(within);
    }
  }

  private static Optional<String> expectedBlock(String text) throws UnknownHostException {
    String[] parts = text.split("/", 2);
    Optional<InetAddress> network = javaRead(parts[0]);
    if (network.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = network.get().getAddress();
    boolean ipv4 = bytes.length == 4;
    if (ipv4 && parts[0].contains(":")) {
      return Optional.empty();
    }
    int bits = bytes.length * 8;
    String length = parts.length == 1 ? String.valueOf(bits) : parts[1];
    if (!length.matches(DECIMAL)) {
      return Optional.empty();
    }
    int prefixLength = Integer.parseInt(length);
    boolean fits =
        prefixLength >= (ipv4 ? 8 : 16)
            && prefixLength <= bits
            && (new BigInteger(1, bytes).getLowestSetBit() >= bits - prefixLength
                || new BigInteger(1, bytes).signum() == 0);
    return fits ? Optional.of(canonical(network.get()) + "/" + prefixLength) : Optional.empty();
  }

  private static Optional<IpAddress> read(String text) {
    try {
      return Optional.of(IpAddress.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<CidrBlock> readBlock(String text) {
    try {
      return Optional.of(CidrBlock.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Never a text that Java would look up in the DNS. */
  private static Optional<InetAddress> javaRead(String text) throws UnknownHostException {
    Matcher quad = QUAD.matcher(text);
    if (quad.matches()) {
      byte[] bytes = new byte[4];
      for (int i = 0; i < 4; i++) {
        int number = Integer.parseInt(quad.group(i + 1));
        if (number > 255) {
          return Optional.empty();
        }
        bytes[i] = (byte) number;
      }
      return Optional.of(InetAddress.getByAddress(bytes));
    }
    if (!text.contains(":") || !GROUPS.matcher(text).matches() || LENIENT.matcher(text).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(IpAddress address) {
    return address.isIpv4()
        ? ByteBuffer.allocate(4).putInt((int) address.low()).array()
        : ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
  }

  /** The text of RFC 5952, section 4. */
  private static String canonical(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    String full =
        IntStream.range(0, 8)
            .mapToObj(i -> Integer.toHexString(ByteBuffer.wrap(bytes).getChar(2 * i)))
            .collect(Collectors.joining(":"));
    String longest = "";
    Matcher zeros = ZEROS.matcher(full);
    while (zeros.find()) {
      longest = zeros.group().length() > longest.length() ? zeros.group() : longest;
    }
    return longest.isEmpty() ? full : full.replaceFirst("(^|:)\\b" + longest + "\\b(:|$)", "::");
  }
}
