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

/** Requires a name and a password on protected paths, and accepts them on the others. */
final class LoginHandler extends AccessHandler {
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
      return forward(request, response, callback, HttpFields.EMPTY);
    }
    Optional<BasicCredentials> accepted =
        BasicCredentials.parse(authorization.get(0)).filter(passwords::accepts);
    if (accepted.isEmpty()) {
      askForLogin(response, callback, "name or password is wrong.");
      return true;
    }
    return forward(request, response, callback, identities.of(accepted.get().name()));
  }

  private void askForLogin(Response response, Callback callback, String why) {
    response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, challenge);
    Answer.text(401, why).send(response, callback);
  }

  /**
   * Answers every request as for a wrong password, which makes browsers drop the password that they
   * keep. A browser then shows its login dialog; after a cancel it shows the page.
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
      <p>Your browser has dropped your password. <a href="/">Back to the start</a></p>
      <p>If you are still signed in, close all windows of the browser.</p>
      </html>
      """;
}
