// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A resource, and the socket that leads to it.
 *
 * @param tls whether the scheme is https
 * @param host the name in the URL, which the certificate must have
 * @param port the port in the URL, or the default one of the scheme
 * @param target the path and the query, as a request line has them
 * @param socketHost the host to connect to
 * @param socketPort the port to connect to
 */
record Address(
    boolean tls, String host, int port, String target, String socketHost, int socketPort) {

  /** Reads a URL with scheme and host. A missing path is {@code /}. */
  static Address parse(String url) throws UsageException {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new UsageException("\"" + url + "\" is not a URL: " + e.getReason());
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new UsageException(
          "\"" + url + "\" is not a URL with http or https (example: https://app.example.org/me)");
    }
    if (uri.getRawUserInfo() != null) {
      throw new UsageException("a URL must not contain a password");
    }
    if (uri.getHost() == null || uri.getRawFragment() != null) {
      throw new UsageException(
          "\"" + url + "\" has no host, or a fragment (example: https://app.example.org/me)");
    }
    boolean tls = scheme.equals("https");
    int port = uri.getPort() < 0 ? defaultPort(tls) : uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Address(tls, uri.getHost(), port, path + query, uri.getHost(), port);
  }

  /** The same resource by another socket, such as {@code 10.1.2.3:443}. */
  Address connectedTo(String socket) throws UsageException {
    int colon = socket.lastIndexOf(':');
    try {
      int socketPort = Integer.parseInt(socket.substring(colon + 1));
      if (colon > 0 && socketPort > 0 && socketPort <= 0xffff) {
        return new Address(tls, host, port, target, socket.substring(0, colon), socketPort);
      }
    } catch (NumberFormatException e) {
      // The message is the same.
    }
    throw new UsageException(
        "--connect: \"" + socket + "\" is not a host and a port (example: 10.1.2.3:443)");
  }

  Address withTarget(String other) {
    return new Address(tls, host, port, other, socketHost, socketPort);
  }

  /** The value of {@code Host}. */
  String authority() {
    return port == defaultPort(tls) ? host : host + ":" + port;
  }

  String scheme() {
    return tls ? "https" : "http";
  }

  String url() {
    return scheme() + "://" + authority() + target;
  }

  private static int defaultPort(boolean tls) {
    return tls ? 443 : 80;
  }
}
