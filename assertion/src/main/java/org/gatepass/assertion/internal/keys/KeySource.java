// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Where the public keys of an issuer are. Opening a source causes no network traffic. */
public sealed interface KeySource {
  /**
   * Opens the source.
   *
   * @param listed the algorithms that tokens may use; other keys are left out
   * @param kept how long fetched keys stay in use after their lifetime while the address does not
   *     answer
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   * @return the keys
   * @throws IllegalArgumentException if the source is a file without usable keys
   */
  KeySet open(Set<SignatureAlgorithm> listed, Duration kept, LongSupplier nanoTime);

  /**
   * A JSON Web Key Set (RFC 7517) at an address.
   *
   * @param address {@code https}, or {@code http} at a loopback address
   */
  record JwksAddress(URI address) implements KeySource {
    /** Checks the address. */
    public JwksAddress {
      KeyAddress.check(address);
    }

    @Override
    public KeySet open(Set<SignatureAlgorithm> listed, Duration kept, LongSupplier nanoTime) {
      return new FetchedKeys(
          address,
          answer -> KeyTexts.jwks(answer.expectOk(), listed),
          kept,
          nanoTime,
          new FetchBudget(nanoTime.getAsLong()));
    }
  }

  /**
   * A public key in PEM for each key id, at an address that ends in the key id: the form of AWS's
   * Application Load Balancers.
   *
   * @param prefix the address before the key id, which ends in {@code /}; {@code https}, or {@code
   *     http} at a loopback address
   */
  record PemAddress(URI prefix) implements KeySource {
    /** Checks the address. */
    public PemAddress {
      KeyAddress.check(prefix);
      if (!prefix.toString().endsWith("/")) {
        throw new IllegalArgumentException(quoted(prefix) + " does not end in /");
      }
    }

    /**
     * The address of a region of AWS, except regions of China.
     *
     * @param region the region, such as {@code eu-central-1}
     * @return the source
     * @throws IllegalArgumentException if the text is not a region
     */
    public static PemAddress ofAwsRegion(String region) {
      return new PemAddress(KeyAddress.ofAwsRegion(region));
    }

    @Override
    public KeySet open(Set<SignatureAlgorithm> listed, Duration kept, LongSupplier nanoTime) {
      return new KeysById(prefix, listed, kept, nanoTime);
    }
  }

  /**
   * A file with a JSON Web Key Set, if it begins with a brace, or with public keys in PEM. The file
   * is read once.
   *
   * @param file the file
   */
  record KeyFile(Path file) implements KeySource {
    @Override
    public KeySet open(Set<SignatureAlgorithm> listed, Duration kept, LongSupplier nanoTime) {
      try {
        if (Files.size(file) > KeyRequest.MAX_BYTES) {
          throw new IllegalArgumentException(quoted(file) + " is larger than 256 KiB");
        }
        return fixed(quoted(file), Files.readAllBytes(file), listed);
      } catch (IOException unreadable) {
        throw new IllegalArgumentException(quoted(file) + " can't be read", unreadable);
      }
    }
  }

  /**
   * A JSON Web Key Set or public keys in PEM, as the value of the setting.
   *
   * @param text the text
   */
  record KeyText(String text) implements KeySource {
    @Override
    public KeySet open(Set<SignatureAlgorithm> listed, Duration kept, LongSupplier nanoTime) {
      return fixed("the text", text.getBytes(StandardCharsets.UTF_8), listed);
    }
  }

  private static KeySet fixed(String name, byte[] text, Set<SignatureAlgorithm> listed) {
    try {
      List<VerificationKey> keys =
          new String(text, StandardCharsets.ISO_8859_1).stripLeading().startsWith("{")
              ? KeyTexts.jwks(text, listed)
              : KeyTexts.pem(text, null, listed);
      if (keys.isEmpty()) {
        throw new IllegalArgumentException(
            name + " has no public key for the algorithms " + listed);
      }
      return new FixedKeys(keys);
    } catch (MalformedKeysException malformed) {
      throw new IllegalArgumentException(name + " " + malformed.getMessage(), malformed);
    }
  }

  private static String quoted(Object value) {
    return "\"" + value + "\"";
  }
}
