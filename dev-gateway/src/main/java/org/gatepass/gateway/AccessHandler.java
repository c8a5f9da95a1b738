// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Rejects requests that must not reach an application, authenticates the others, and keeps the
 * identity headers for the application.
 */
abstract class AccessHandler extends Handler.Wrapper {
  /** TRACE would return the headers that the gateway adds to the client, including the secret. */
  private static final Set<String> REJECTED_METHODS = Set.of("TRACE", "TRACK", "CONNECT");

  private static final String IDENTITY = AccessHandler.class.getName();

  private final List<CanonicalPath> protectedPaths;

  AccessHandler(GatewaySettings settings, Handler next) {
    super(next);
    this.protectedPaths =
        settings.protectedPaths().stream()
            .map(CanonicalPath::of)
            .flatMap(Optional::stream)
            .toList();
  }

  /** The identity headers of a forwarded request; empty for an anonymous one. */
  static HttpFields identityOf(Request request) {
    HttpFields identity = (HttpFields) request.getAttribute(IDENTITY);
    return identity == null ? HttpFields.EMPTY : identity;
  }

  /** Answers a request, or forwards it with {@link #forward}. */
  abstract boolean admit(
      Request request, Response response, Callback callback, Optional<CanonicalPath> path)
      throws Exception;

  @Override
  public final boolean handle(Request request, Response response, Callback callback)
      throws Exception {
    Optional<Answer> rejection = rejectionOf(request, response);
    if (rejection.isPresent()) {
      // After such a request, the meaning of the next bytes is uncertain.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      rejection.get().send(response, callback);
      return true;
    }
    return admit(request, response, callback, pathOf(request));
  }

  /** Forwards the request with these identity headers; without headers it is anonymous. */
  final boolean forward(Request request, Response response, Callback callback, HttpFields identity)
      throws Exception {
    request.setAttribute(IDENTITY, identity);
    return super.handle(request, response, callback);
  }

  final boolean isProtected(Optional<CanonicalPath> path) {
    return path.isPresent() && protectedPaths.stream().anyMatch(path.get()::isWithin);
  }

  private static Optional<CanonicalPath> pathOf(Request request) {
    HttpURI uri = request.getHttpURI();
    String path = uri.getPath();
    return path == null || uri.getFragment() != null ? Optional.empty() : CanonicalPath.of(path);
  }

  private static Optional<Answer> rejectionOf(Request request, Response response) {
    if (REJECTED_METHODS.contains(request.getMethod().toUpperCase(Locale.ROOT))) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
      return Optional.of(Answer.text(405, "the gateway does not forward this method."));
    }
    // A server may ignore an offer to change the protocol. Clients of Java offer h2c by default.
    List<String> upgrades =
        request.getHeaders().getValuesList(HttpHeader.UPGRADE).stream()
            .filter(protocol -> !protocol.equalsIgnoreCase("h2c"))
            .toList();
    if (upgrades.stream().anyMatch(protocol -> !protocol.equalsIgnoreCase("websocket"))) {
      return Optional.of(Answer.text(400, "the gateway changes to no other protocol."));
    }
    if (!upgrades.isEmpty()) {
      return Optional.of(Answer.text(501, "the gateway does not carry websockets."));
    }
    if (pathOf(request).isEmpty()) {
      return Optional.of(Answer.text(400, "servers could read this path in different ways."));
    }
    if (request.getHeaders().getFields(HttpHeader.AUTHORIZATION).size() > 1) {
      return Optional.of(Answer.text(400, "more than one Authorization header."));
    }
    return Optional.empty();
  }
}
