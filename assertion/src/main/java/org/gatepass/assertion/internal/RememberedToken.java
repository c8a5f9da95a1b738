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

  private final String token;
  private final int hash;

  RememberedToken(String token) {
    this.token = token;
    int result = token.length();
    for (int i = Math.max(0, token.length() - HASHED); i < token.length(); i++) {
      result = 31 * result + token.charAt(i);
    }
    this.hash = result;
  }

  int length() {
    return token.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RememberedToken that
        && hash == that.hash
        && token.length() == that.token.length()
        && hasSameSignature(that)
        && token.equals(that.token);
  }

  private boolean hasSameSignature(RememberedToken that) {
    int differences = 0;
    for (int i = token.lastIndexOf('.') + 1; i < token.length(); i++) {
      differences |= token.charAt(i) ^ that.token.charAt(i);
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
