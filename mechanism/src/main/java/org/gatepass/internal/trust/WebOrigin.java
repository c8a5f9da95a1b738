// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a page: scheme, host and port (RFC 6454). Immutable and safe for use by many
 * threads.
 *
 * @param scheme {@code http} or {@code https}
 * @param host the host in lower case; an IPv6 address with its brackets
 * @param port the port, 1 to 65535; the scheme's default port if the text has none
 */
public record WebOrigin(String scheme, String host, int port) {
  private static final String HTTP = "http";
  private static final String HTTPS = "https";
  private static final int MAX_PORT = 65_535;

  /**
   * Reads an origin in the notation of browsers, such as {@code https://app.example.org:8443}.
   *
   * @param text the text
   * @return the origin
   * @throws IllegalArgumentException if the text is not an http or https origin; the message is the
   *     rule alone
   */
  public static WebOrigin parse(String text) {
    WebOrigin origin = read(text);
    if (origin == null) {
      throw new IllegalArgumentException("is not an http or https address without a path");
    }
    return origin;
  }

  /** Like {@link #parse}, but returns null for {@code null}, other schemes and invalid texts. */
  static @Nullable WebOrigin read(String text) {
    int colon = text.indexOf("://");
    if (colon < 0) {
      return null;
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    return scheme.equals(HTTP) || scheme.equals(HTTPS)
        ? ofAuthority(scheme, text.substring(colon + "://".length()))
        : null;
  }

  /** The origin of a scheme and {@code host[:port]}; null for an invalid text. */
  static @Nullable WebOrigin ofAuthority(String scheme, String authority) {
    int bracket = authority.lastIndexOf(']');
    int colon = authority.indexOf(':', bracket + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int port =
        colon < 0 ? (scheme.equals(HTTPS) ? 443 : 80) : readPort(authority.substring(colon + 1));
    return port < 0 || !isHost(host)
        ? null
        : new WebOrigin(scheme, host.toLowerCase(Locale.ROOT), port);
  }

  /** Whether pages of this origin use TLS. */
  public boolean isSecure() {
    return scheme.equals(HTTPS);
  }

  private static int readPort(String digits) {
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int port = Integer.parseInt(digits);
    return port < 1 || port > MAX_PORT ? -1 : port;
  }

  private static boolean isHost(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String name = bracketed ? host.substring(1, host.length() - 1) : host;
    return !name.isEmpty()
        && name.chars().allMatch(c -> bracketed ? isIn(c, ":.") : isIn(c, "-._"));
  }

  private static boolean isIn(int c, String others) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || others.indexOf(c) >= 0;
  }

  /** Returns the origin in the notation of browsers: without the scheme's default port. */
  @Override
  public String toString() {
    boolean own = port == (isSecure() ? 443 : 80);
    return scheme + "://" + host + (own ? "" : ":" + port);
  }
}
