// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import org.gatepass.LoginOptions;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.RequestRejected;
import org.gatepass.demo.CurrentCaller;
import org.gatepass.demo.LoginResult;
import org.gatepass.demo.PasswordLogin;

/** Login, change of the caller's own password, and logout for programs. */
@Path("")
@RequestScoped
public class LoginResource {
  @Inject PasswordLogin passwordLogin;
  @Inject LoginOptions options;

  /** Called by the container. */
  public LoginResource() {}

  /**
   * Logs a caller in by name and password.
   *
   * @param body {@code {"name":"...","password":"..."}}
   * @param request the request
   * @param response its response
   * @return 204, or a rejection with its reason in JSON
   * @throws MalformedBodyException when the body has another form
   * @throws IOException when the body can't be read
   * @throws ServletException when the server can't log an earlier caller out
   */
  @POST
  @Path("login")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response logIn(
      InputStream body, @Context HttpServletRequest request, @Context HttpServletResponse response)
      throws MalformedBodyException, IOException, ServletException {
    if (!passwordLogin.isOffered()) {
      return answer(LoginResult.NOT_OFFERED).build();
    }
    if (passwordLogin.isNamedByGateway(request)) {
      return answer(LoginResult.NAMED_BY_GATEWAY).build();
    }
    LoginRequest login = LoginRequest.read(body);
    return answer(passwordLogin.logIn(request, response, login.name(), login.password()), request);
  }

  /**
   * Changes the caller's own password, and logs the caller in. Also serves a caller who must change
   * the password before a login. The caller's other logins end.
   *
   * @param body {@code {"name":"...","password":"...","newPassword":"..."}}; without the name for
   *     the caller of the request
   * @param request the request
   * @param response its response
   * @return 204, or a rejection with its reason in JSON
   * @throws MalformedBodyException when the body has another form, or the new password breaks a
   *     rule
   * @throws IOException when the body can't be read
   */
  @POST
  @Path("password")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response changePassword(
      InputStream body, @Context HttpServletRequest request, @Context HttpServletResponse response)
      throws MalformedBodyException, IOException {
    if (!passwordLogin.isOffered()) {
      return answer(LoginResult.NOT_OFFERED).build();
    }
    if (passwordLogin.isNamedByGateway(request)) {
      return answer(LoginResult.NAMED_BY_GATEWAY).build();
    }
    PasswordChangeRequest change = PasswordChangeRequest.read(body);
    String name =
        change
            .name()
            .or(() -> CurrentCaller.of(request).map(RemoteUserPrincipal::getName))
            .orElseThrow(() -> new MalformedBodyException("\"name\" is missing or not a string"));
    return answer(
        passwordLogin.changePassword(
            request, response, name, change.password(), change.newPassword()),
        request);
  }

  /**
   * Logs the caller out.
   *
   * @param request the request
   * @param response its response
   * @return 204, or 303 to the sign-out URL
   * @throws ServletException when the server can't log the caller out
   */
  @POST
  @Path("logout")
  public Response logOut(@Context HttpServletRequest request, @Context HttpServletResponse response)
      throws ServletException {
    passwordLogin.logOut(request, response);
    return options
        .signOutUrl()
        .map(
            url -> {
              Located.at(url, response);
              return Response.status(Response.Status.SEE_OTHER);
            })
        .orElseGet(Response::noContent)
        .build();
  }

  private static Response answer(LoginResult result, HttpServletRequest request) {
    ResponseBuilder answer = answer(result);
    RequestRejected.of(request)
        .flatMap(RequestRejected::retryAfter)
        .ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wait.toSeconds()));
    return answer.build();
  }

  private static ResponseBuilder answer(LoginResult result) {
    return switch (result) {
      case LOGGED_IN -> Response.noContent();
      case WRONG ->
          ApiJson.problem(401, "name or password is wrong")
              .header(HttpHeaders.WWW_AUTHENTICATE, LoginResult.CHALLENGE);
      case CHANGE_REQUIRED -> ApiJson.problem(403, "the password must be changed first");
      case NAMED_BY_GATEWAY -> ApiJson.problem(409, "the gateway names the caller");
      case NOT_OFFERED -> ApiJson.problem(404, "there is no login by password here");
      case TOO_MANY -> ApiJson.problem(429, "too many attempts have failed");
      case UNAVAILABLE -> ApiJson.problem(503, "passwords can't be checked at the moment");
    };
  }
}
