// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.LocalPath;
import org.gatepass.demo.CurrentCaller;
import org.gatepass.demo.LoginResult;
import org.gatepass.demo.PasswordLogin;
import org.jspecify.annotations.Nullable;

/** The login page: its form, and its messages when there is no form. */
@Named("loginPage")
@RequestScoped
public class LoginPage {
  /** The parameter of the page after a login at the gateway whose caller is not admitted. */
  static final String NOT_ADMITTED = "not-admitted";

  @Inject PasswordLogin passwordLogin;

  private String name = "";
  private String password = "";
  private @Nullable LoginResult failure;

  /** Called by the container. */
  public LoginPage() {}

  /** Sets the status of the response that fits to the page's message. */
  public void prepare() {
    if (!passwordLogin.isOffered()) {
      response().setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else if (isNamedByGateway() && "POST".equals(request().getMethod())) {
      response().setStatus(HttpServletResponse.SC_CONFLICT);
    }
  }

  /**
   * Logs the caller in and goes on to {@link #getNext}, or shows on this page why the login failed.
   *
   * @throws ServletException when the server can't log an earlier caller out
   * @throws IOException when the answer can't be written
   */
  public void logIn() throws ServletException, IOException {
    LoginResult result = passwordLogin.logIn(request(), response(), name, password);
    password = "";
    if (result == LoginResult.LOGGED_IN) {
      GoOn.to(getNext(), "You are signed in", request().getServletContext(), response());
      FacesContext.getCurrentInstance().responseComplete();
      return;
    }
    failure = result;
    FailedLogin.answer(result, request(), response());
  }

  /**
   * Whether this application offers password login.
   *
   * @return true if it does
   */
  public boolean isOffered() {
    return passwordLogin.isOffered();
  }

  /**
   * Whether the gateway names the caller.
   *
   * @return true if it does
   */
  public boolean isNamedByGateway() {
    return failure == LoginResult.NAMED_BY_GATEWAY || passwordLogin.isNamedByGateway(request());
  }

  /**
   * Whether this application rejects the caller named by the gateway. Password login is closed
   * meanwhile.
   *
   * @return true if the caller is not admitted
   */
  public boolean isNotAdmitted() {
    return failure == null && CurrentCaller.isNotAdmitted(request());
  }

  /**
   * The caller who is logged in already.
   *
   * @return the caller name, or null
   */
  public @Nullable String getCallerName() {
    return CurrentCaller.of(request()).map(caller -> caller.getName()).orElse(null);
  }

  /**
   * Why the last login failed, in words.
   *
   * @return the words, or null when no login has failed
   */
  public @Nullable String getMessage() {
    if (failure != null) {
      return FailedLogin.words(failure);
    }
    if (isExpired()) {
      return "This page was open for too long. Please sign in again.";
    }
    if (request().getParameter(NOT_ADMITTED) != null) {
      return "Your account is not admitted here.";
    }
    return null;
  }

  /**
   * Whether the last login failed because the password must be changed.
   *
   * @return true to show the link to the page for that
   */
  public boolean isChangeRequired() {
    return failure == LoginResult.CHANGE_REQUIRED;
  }

  /**
   * Whether the last login failed as for a wrong password. The page shows the same text for an
   * expired password, a locked account and an expired one.
   *
   * @return true to mention the change of an expired password
   */
  public boolean isWrong() {
    return failure == LoginResult.WRONG;
  }

  /**
   * Where to go after login.
   *
   * @return a path on this server
   */
  public String getNext() {
    return LocalPath.of(request().getParameter("next"), request().getContextPath() + "/");
  }

  /**
   * The name in the form.
   *
   * @return the name
   */
  public String getName() {
    return name;
  }

  /**
   * Sets the name.
   *
   * @param name the name that was typed
   */
  public void setName(String name) {
    this.name = name;
  }

  /**
   * Always empty: the page never shows a password.
   *
   * @return the empty text
   */
  public String getPassword() {
    return "";
  }

  /**
   * Sets the password.
   *
   * @param password the password that was typed
   */
  public void setPassword(String password) {
    this.password = password;
  }

  private boolean isExpired() {
    return request().getParameter(ExpiredViewHandler.PARAMETER) != null;
  }

  /** The request of Faces, which is the one to authenticate. */
  private static HttpServletRequest request() {
    return (HttpServletRequest) FacesContext.getCurrentInstance().getExternalContext().getRequest();
  }

  private static HttpServletResponse response() {
    return (HttpServletResponse)
        FacesContext.getCurrentInstance().getExternalContext().getResponse();
  }
}
