// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The integration that asks for a name and a password, where one is needed or one is offered. */
final class LoginHandler extends DoorHandler {
  private final PasswordCheck passwords;
  private final IdentityHeaders identities;
  private final Optional<CanonicalPath> signOutPath;
  private final String challenge;

  LoginHandler(
      GatewaySettings settings, PasswordCheck passwords, IdentityHeaders identities, Handler next) {
    super(settings, next);
    this.passwords = passwords;
    this.identities = identities;
    this.signOutPath = CanonicalPath.of(settings.signOutPath());
    this.challenge = "Basic realm=\"" + settings.realm() + "\", charset=\"UTF-8\"";
  }

  @Override
  boolean admit(Request request, Response response, Callback callback, Optional<CanonicalPath> path)
      throws Exception {
    if (path.equals(signOutPath)) {
      signOut(response, callback);
      return true;
    }
    List<String> authorization = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
    if (authorization.isEmpty()) {
      if (isProtected(path)) {
        askForLogin(response, callback, "this path needs a login.");
        return true;
      }
      return handOn(request, response, callback, HttpFields.EMPTY);
    }
    Optional<BasicCredentials> accepted =
        BasicCredentials.parse(authorization.get(0)).filter(passwords::accepts);
    if (accepted.isEmpty()) {
      askForLogin(response, callback, "name or password is wrong.");
      return true;
    }
    return handOn(request, response, callback, identities.of(accepted.get().name()));
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
