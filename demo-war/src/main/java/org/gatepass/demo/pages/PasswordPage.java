// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.LocalPath;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.demo.CurrentCaller;
import org.gatepass.demo.LoginResult;
import org.gatepass.demo.PasswordLogin;
import org.gatepass.demo.PasswordRule;
import org.jspecify.annotations.Nullable;

/**
 * The page on which people change their own password, also before a login that requires a change.
 */
@Named("passwordPage")
@RequestScoped
public class PasswordPage {
  @Inject PasswordLogin passwordLogin;

  private String name = "";
  private String password = "";
  private String newPassword = "";
  private String repeated = "";
  private @Nullable String message;

  /** Called by the container. */
  public PasswordPage() {}

  /** Sets the status of a page without a form. */
  public void prepare() {
    if (!passwordLogin.isOffered()) {
      response().setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else if (isNamedByGateway() && "POST".equals(request().getMethod())) {
      response().setStatus(HttpServletResponse.SC_CONFLICT);
    }
  }

  /**
   * Changes the password and goes on to {@link #getNext}, or shows the problem on this page.
   *
   * @throws IOException when the answer can't be written
   */
  public void change() throws IOException {
    message =
        newPassword.equals(repeated)
            ? PasswordRule.problem(password, newPassword)
                .map(problem -> "The new password " + problem + ".")
                .orElse(null)
            : "The two new passwords differ.";
    if (message != null) {
      response().setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    String caller = getCallerName();
    LoginResult result =
        passwordLogin.changePassword(
            request(), response(), caller == null ? name : caller, password, newPassword);
    if (result == LoginResult.LOGGED_IN) {
      GoOn.to(getNext(), "Your password is changed", request().getServletContext(), response());
      FacesContext.getCurrentInstance().responseComplete();
      return;
    }
    FailedLogin.answer(result, request(), response());
    message = words(result, caller != null);
  }

  private static @Nullable String words(LoginResult result, boolean loggedIn) {
    return switch (result) {
      case WRONG -> loggedIn ? "The present password is wrong." : FailedLogin.words(result);
      case NOT_OFFERED -> "This application can't change your password.";
      // The commit may have succeeded although its confirmation was lost.
      case UNAVAILABLE ->
          FailedLogin.words(result)
              + " Your password may have been changed: try the new one first.";
      default -> FailedLogin.words(result);
    };
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
   * Whether the gateway names the caller, so that passwords are not accepted.
   *
   * @return true if it does
   */
  public boolean isNamedByGateway() {
    return passwordLogin.isNamedByGateway(request()) || CurrentCaller.isNotAdmitted(request());
  }

  /**
   * The caller who is logged in.
   *
   * @return the caller name, or null
   */
  public @Nullable String getCallerName() {
    return CurrentCaller.of(request()).map(RemoteUserPrincipal::getName).orElse(null);
  }

  /**
   * The problem with the latest attempt, in words.
   *
   * @return the words, or null when the form is shown for the first time
   */
  public @Nullable String getMessage() {
    return message == null && request().getParameter(ExpiredViewHandler.PARAMETER) != null
        ? "This page was open for too long. Please try again."
        : message;
  }

  /**
   * Where to go after the change.
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
   * Sets the present password.
   *
   * @param password the password that was typed
   */
  public void setPassword(String password) {
    this.password = password;
  }

  /**
   * Always empty: the page never shows a password.
   *
   * @return the empty text
   */
  public String getNewPassword() {
    return "";
  }

  /**
   * Sets the new password.
   *
   * @param newPassword the password that was typed
   */
  public void setNewPassword(String newPassword) {
    this.newPassword = newPassword;
  }

  /**
   * Always empty: the page never shows a password.
   *
   * @return the empty text
   */
  public String getRepeated() {
    return "";
  }

  /**
   * Sets the repeated new password.
   *
   * @param repeated the password that was typed
   */
  public void setRepeated(String repeated) {
    this.repeated = repeated;
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
