// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import static jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters.withParams;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.RequestRejected;

/** Logs in by password. */
@WebServlet("/api/login")
public class PasswordServlet extends HttpServlet {
  private static final int GREATEST_BYTES = 16_384;

  @Inject SecurityContext security;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (isNamedByProxy(request)) {
      response.setStatus(HttpServletResponse.SC_CONFLICT);
      return;
    }
    UsernamePasswordCredential credential = credential(request);
    if (credential == null) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    boolean staysLoggedIn = "stay".equals(request.getQueryString());
    if (request.getUserPrincipal() != null && !staysLoggedIn) {
      request.logout();
    }
    AuthenticationStatus status =
        security.authenticate(request, response, withParams().credential(credential));
    if (status == AuthenticationStatus.SUCCESS) {
      response.setHeader("X-Caller", request.getUserPrincipal().getName());
      response.setHeader("X-Context", security.getCallerPrincipal().getName());
      response.setHeader("X-User", Boolean.toString(security.isCallerInRole("user")));
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      reject(request, response);
    }
  }

  private static boolean isNamedByProxy(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof RemoteUserPrincipal caller
        && caller.authenticatedBy() == AuthenticatedBy.HEADER;
  }

  private static UsernamePasswordCredential credential(HttpServletRequest request)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(GREATEST_BYTES + 1);
    if (body.length > GREATEST_BYTES) {
      return null;
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      JsonObject login = reader.readObject();
      return login.get("name") instanceof JsonString name
              && login.get("password") instanceof JsonString password
          ? new UsernamePasswordCredential(name.getString(), password.getString())
          : null;
    } catch (JsonException notJson) {
      return null;
    }
  }

  private static void reject(HttpServletRequest request, HttpServletResponse response) {
    Rejection reason = RequestRejected.of(request).orElseThrow().reason();
    response.setHeader("WWW-Authenticate", "Gatepass realm=\"application\"");
    response.setStatus(
        switch (reason) {
          case NAMED_BY_HEADER -> 409;
          case NO_SUCH_LOGIN -> 404;
          case TOO_MANY_ATTEMPTS -> 429;
          case STORE_UNAVAILABLE, TOO_MANY_CHECKS -> 503;
          case APPLICATION_FAILED -> 500;
          default -> 401;
        });
  }
}
