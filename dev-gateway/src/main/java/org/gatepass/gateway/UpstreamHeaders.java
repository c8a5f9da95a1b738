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
 * The headers that a request goes on with. First everything is removed that a client must not say
 * or that ends at the next hop, then the gateway's own are added: in this order a client's {@code
 * Connection: Remote-User} takes nothing of ours away. Immutable.
 */
final class UpstreamHeaders {
  /** What no client may say, in folded form, whatever the settings are. */
  private static final Set<String> NEVER_FORWARDED =
      Set.of(
          // Who calls. The conventional names go even where others are configured.
          "remote-user",
          "remote-groups",
          "remote-email",
          "remote-name",
          "authorization",
          // Where from, and under which address. X-Forwarded-* goes as a family.
          "forwarded",
          "x-real-ip",
          "x-original-url",
          "x-rewrite-url",
          // What RFC 9110 ends at this hop, and what belongs to a forward proxy.
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

  /** How such names begin, in folded form: of the request's way, of authentik, of oauth2-proxy. */
  private static final List<String> FAMILIES =
      List.of("x-forwarded-", "x-authentik-", "x-auth-request-");

  /** What a client's {@code Connection} cannot remove: it frames or addresses the request. */
  private static final Set<String> ESSENTIAL = Set.of("host", "content-length");

  private final GatewaySettings settings;
  private final Set<String> own;

  /**
   * What the gateway saw of the client.
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
   * Makes the headers for the application.
   *
   * @param client the headers that the client sent
   * @param identity what says who has logged in; empty for an anonymous request
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
        // $WSRU and its family: by these, WebSphere and Open Liberty trust their own proxies.
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
