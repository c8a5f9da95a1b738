// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
   * @param identity who has logged in; empty for an anonymous request
   */
  HttpFields of(HttpFields client, Optional<Identity> identity, Connection connection) {
    HttpFields.Mutable headers = HttpFields.build();
    Set<String> hopByHop = namedByConnection(client);
    for (HttpField field : client) {
      if (isForwarded(field.getName()) && !hopByHop.contains(field.getLowerCaseName())) {
        headers.add(field);
      }
    }
    headers.put("X-Forwarded-For", connection.clientAddress());
    headers.put("X-Forwarded-Proto", "http");
    headers.put("X-Forwarded-Port", Integer.toString(connection.port()));
    String host = client.get(HttpHeader.HOST);
    if (host != null) {
      headers.put("X-Forwarded-Host", host);
    }
    identity.ifPresent(known -> addIdentity(headers, known));
    settings.secret().ifPresent(secret -> headers.put(secret.name(), secret.secret()));
    return headers;
  }

  private boolean isForwarded(String name) {
    String folded = HeaderName.fold(name);
    return !NEVER_FORWARDED.contains(folded)
        && !own.contains(folded)
        && !folded.startsWith("x-forwarded-")
        // $WSRU and its family: by these, WebSphere and Open Liberty believe their own proxies.
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

  private void addIdentity(HttpFields.Mutable headers, Identity identity) {
    HeaderEncoding encoding = settings.headerEncoding();
    headers.put(settings.callerHeader(), encoding.encode(identity.name()));
    if (!identity.groups().isEmpty()) {
      // Each group by itself: the commas between them must stay readable.
      List<String> groups = identity.groups().stream().map(encoding::encode).toList();
      settings.groupsHeader().ifPresent(name -> headers.put(name, String.join(",", groups)));
    }
    put(headers, settings.emailHeader(), identity.email());
    put(headers, settings.nameHeader(), identity.displayName());
  }

  private void put(HttpFields.Mutable headers, Optional<String> name, Optional<String> value) {
    if (name.isPresent() && value.isPresent()) {
      headers.put(name.get(), settings.headerEncoding().encode(value.get()));
    }
  }
}
