// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Creates the headers of a forwarded request. First it removes the headers that a client must not
 * send, and hop-by-hop headers; then it adds the gateway's own. In this order, a client's {@code
 * Connection: Remote-User} removes none of the gateway's headers. Immutable.
 */
final class UpstreamHeaders {
  /** Headers that are always removed from a client's request, in folded form. */
  private static final Set<String> NEVER_FORWARDED =
      Set.of(
          // Identity headers. The conventional names are removed even where others are configured.
          "remote-user",
          "remote-groups",
          "remote-email",
          "remote-name",
          "remote-id",
          "authorization",
          // Client address and host. X-Forwarded-* is removed as a family.
          "forwarded",
          "x-real-ip",
          "x-original-url",
          "x-rewrite-url",
          // Hop-by-hop headers of RFC 9110, and headers for a forward proxy.
          "connection",
          "keep-alive",
          "proxy",
          "proxy-authorization",
          "proxy-authenticate",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  /**
   * The prefixes of such names in folded form: of the request's route, of authentik, of
   * oauth2-proxy.
   */
  private static final List<String> FAMILIES =
      List.of("x-forwarded-", "x-authentik-", "x-auth-request-");

  /**
   * Headers that a client's {@code Connection} cannot remove, since they frame or address the
   * request.
   */
  private static final Set<String> ESSENTIAL = Set.of("host", "content-length");

  private final GatewaySettings settings;
  private final Set<String> own;

  /**
   * The client's connection to the gateway.
   *
   * @param clientAddress the address of the client's socket
   * @param port the port that the client connected to
   */
  record Connection(String clientAddress, int port) {}

  UpstreamHeaders(GatewaySettings settings) {
    this.settings = settings;
    this.own =
        Stream.concat(
                settings.identityHeaders().stream(),
                settings.secret().map(SecretHeader::name).stream())
            .map(HeaderName::fold)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Creates the headers for the application.
   *
   * @param client the headers that the client sent
   * @param identity the identity headers; empty for an anonymous request
   */
  HttpFields of(HttpFields client, HttpFields identity, Connection connection) {
    HttpFields.Mutable headers = HttpFields.build();
    Set<String> hopByHop = namedByConnection(client);
    for (HttpField field : client) {
      if (isForwarded(field.getName()) && !hopByHop.contains(field.getLowerCaseName())) {
        headers.add(field);
      }
    }
    headers.put("X-Forwarded-For", connection.clientAddress());
    headers.put("X-Forwarded-Proto", settings.tls().isPresent() ? "https" : "http");
    headers.put("X-Forwarded-Port", Integer.toString(connection.port()));
    String host = client.get(HttpHeader.HOST);
    if (host != null) {
      headers.put("X-Forwarded-Host", host);
    }
    identity.forEach(headers::put);
    settings.secret().ifPresent(secret -> headers.put(secret.name(), secret.secret()));
    return headers;
  }

  private boolean isForwarded(String name) {
    String folded = HeaderName.fold(name);
    return !NEVER_FORWARDED.contains(folded)
        && !own.contains(folded)
        && FAMILIES.stream().noneMatch(folded::startsWith)
        // $WSRU and its family, by which WebSphere and Open Liberty trust their own proxies.
        && !name.startsWith("$");
  }

  private static Set<String> namedByConnection(HttpFields client) {
    Set<String> names = new HashSet<>();
    for (String name : client.getCSV(HttpHeader.CONNECTION, false)) {
      names.add(name.toLowerCase(Locale.ROOT));
    }
    names.removeAll(ESSENTIAL);
    return names;
  }
}
