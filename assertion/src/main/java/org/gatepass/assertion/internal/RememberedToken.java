// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

/**
 * A token as the key of a cache. Equal objects hold the same token, to the last character.
 *
 * <p>A hash of the whole token would cost more than the rest of a cached decision. The end of a
 * signature is as good: only the issuer can make tokens that enter the cache, and their signatures
 * are evenly distributed. The signature is compared in constant time, so that the time of a
 * comparison tells nothing about the signature of a cached token.
 */
final class RememberedToken {
  private static final int HASHED = 20;

  /** The header and the claims, which the signature covers, and the dots after them. */
  private final String signed;

  private final String signature;
  private final int hash;

  RememberedToken(String token) {
    int end = token.lastIndexOf('.') + 1;
    this.signed = token.substring(0, end);
    this.signature = token.substring(end);
    this.hash = signature.substring(Math.max(0, signature.length() - HASHED)).hashCode();
  }

  int length() {
    return signed.length() + signature.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RememberedToken that
        && signature.length() == that.signature.length()
        && hasSameSignature(that)
        && signed.equals(that.signed);
  }

  private boolean hasSameSignature(RememberedToken that) {
    int differences = 0;
    for (int i = 0; i < signature.length(); i++) {
      differences |= signature.charAt(i) ^ that.signature.charAt(i);
    }
    return differences == 0;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "token";
  }
}
