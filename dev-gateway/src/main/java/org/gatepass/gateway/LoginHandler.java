// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The door of the gateway: refuses what must not reach an application, asks for a login where one
 * is needed, and hands on who has logged in.
 */
final class LoginHandler extends Handler.Wrapper {
  /** TRACE shows the caller what the gateway added, its secret included. */
  private static final Set<String> REFUSED_METHODS = Set.of("TRACE", "TRACK", "CONNECT");

  private static final String IDENTITY = Identity.class.getName();

  private final PasswordCheck passwords;
  private final Identities identities;
  private final List<CanonicalPath> protectedPaths;
  private final Optional<CanonicalPath> signOutPath;
  private final String challenge;

  LoginHandler(
      GatewaySettings settings, PasswordCheck passwords, Identities identities, Handler next) {
    super(next);
    this.passwords = passwords;
    this.identities = identities;
    this.protectedPaths =
        settings.protectedPaths().stream()
            .map(CanonicalPath::of)
            .flatMap(Optional::stream)
            .toList();
    this.signOutPath = CanonicalPath.of(settings.signOutPath());
    this.challenge = "Basic realm=\"" + settings.realm() + "\", charset=\"UTF-8\"";
  }

  /** Who has logged in for a request that this handler has let through; empty for nobody. */
  static Optional<Identity> identityOf(Request request) {
    return Optional.ofNullable((Identity) request.getAttribute(IDENTITY));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Answer> refusal = refusalOf(request, response);
    if (refusal.isPresent()) {
      // After such a request, nobody knows what the next bytes are meant to be.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      refusal.get().send(response, callback);
      return true;
    }
    Optional<CanonicalPath> path = pathOf(request);
    if (path.equals(signOutPath)) {
      signOut(response, callback);
      return true;
    }
    List<String> authorization = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
    if (authorization.isEmpty()) {
      if (path.stream().anyMatch(this::isProtected)) {
        askForLogin(response, callback, "this path needs a login.");
        return true;
      }
      return super.handle(request, response, callback);
    }
    Optional<BasicCredentials> accepted =
        BasicCredentials.parse(authorization.get(0)).filter(passwords::accepts);
    if (accepted.isEmpty()) {
      askForLogin(response, callback, "name or password is wrong.");
      return true;
    }
    request.setAttribute(IDENTITY, identities.of(accepted.get().name()));
    return super.handle(request, response, callback);
  }

  private static Optional<CanonicalPath> pathOf(Request request) {
    HttpURI uri = request.getHttpURI();
    String path = uri.getPath();
    return path == null || uri.getFragment() != null ? Optional.empty() : CanonicalPath.of(path);
  }

  private boolean isProtected(CanonicalPath path) {
    return protectedPaths.stream().anyMatch(path::isWithin);
  }

  private static Optional<Answer> refusalOf(Request request, Response response) {
    if (REFUSED_METHODS.contains(request.getMethod().toUpperCase(Locale.ROOT))) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
      return Optional.of(Answer.text(405, "the gateway does not forward this method."));
    }
    List<String> upgrades = request.getHeaders().getValuesList(HttpHeader.UPGRADE);
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

  private void askForLogin(Response response, Callback callback, String why) {
    response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, challenge);
    Answer.text(401, why).send(response, callback);
  }

  /**
   * Answers like a wrong password, whatever was sent: that makes browsers drop the password which
   * they keep. They ask for another one; whoever cancels sees the page.
   */
  private void signOut(Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, challenge);
    response.getHeaders().put("Clear-Site-Data", "\"*\"");
    new Answer(401, "text/html;charset=utf-8", SIGNED_OUT).send(response, callback);
  }

  private static final String SIGNED_OUT =
      """
      <!DOCTYPE html>
      <html lang="en">
      <title>Signed out</title>
      <h1>Signed out</h1>
      <p>The browser was told to forget your password. <a href="/">Back to the start</a></p>
      <p>If you are still signed in, close all windows of the browser.</p>
      </html>
      """;
}
