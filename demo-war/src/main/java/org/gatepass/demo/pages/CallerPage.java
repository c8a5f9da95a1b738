// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatepass.AuthenticatedBy;
import org.gatepass.LoginOptions;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.demo.CurrentCaller;
import org.gatepass.demo.PasswordLogin;
import org.jspecify.annotations.Nullable;

/** What the front page says about the caller. */
@Named("callerPage")
@RequestScoped
public class CallerPage {
  @Inject HttpServletRequest request;
  @Inject LoginOptions options;
  @Inject PasswordLogin passwordLogin;

  /** For the container. */
  public CallerPage() {}

  /**
   * Whether somebody is logged in.
   *
   * @return whether somebody is
   */
  public boolean isLoggedIn() {
    return caller().isPresent();
  }

  /**
   * The caller name.
   *
   * @return the name, or null when nobody is logged in
   */
  public @Nullable String getName() {
    return caller().map(RemoteUserPrincipal::getName).orElse(null);
  }

  /**
   * What to call the caller: the display name, else the caller name.
   *
   * @return the text, or null when nobody is logged in
   */
  public @Nullable String getDisplayName() {
    return caller().map(known -> known.displayName().orElse(known.getName())).orElse(null);
  }

  /**
   * The first letter of {@link #getDisplayName}.
   *
   * @return the letter, or null when nobody is logged in
   */
  public @Nullable String getInitial() {
    String name = getDisplayName();
    return name == null
        ? null
        : name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
  }

  /**
   * The e-mail address.
   *
   * @return the address, or null when none is known
   */
  public @Nullable String getEmail() {
    return caller().flatMap(RemoteUserPrincipal::email).orElse(null);
  }

  /**
   * The groups, in order.
   *
   * @return the groups
   */
  public List<String> getGroups() {
    return caller().stream().flatMap(known -> known.groups().stream()).sorted().toList();
  }

  /**
   * The way by which the caller came, in words.
   *
   * @return the words, or null when nobody is logged in
   */
  public @Nullable String getWay() {
    return caller()
        .map(
            known ->
                switch (known.authenticatedBy()) {
                  case HEADER -> "by the gateway\u2019s header";
                  case SESSION -> "remembered from the gateway\u2019s header";
                  case PASSWORD -> "by password";
                })
        .orElse(null);
  }

  /**
   * Whether the caller has given a password, in this request or earlier in the session.
   *
   * @return whether the caller has
   */
  public boolean isByPassword() {
    return caller()
        .filter(known -> known.authenticatedBy() == AuthenticatedBy.PASSWORD)
        .isPresent();
  }

  /**
   * Whether the caller may see the accounts.
   *
   * @return whether the caller may
   */
  public boolean isAdministrator() {
    return request.isUserInRole("administrator");
  }

  /**
   * Whether the gateway names a caller that this application does not admit.
   *
   * @return whether it does
   */
  public boolean isNotAdmitted() {
    return CurrentCaller.isNotAdmitted(request);
  }

  /**
   * Whether a login page would help: nobody is there, and there is one.
   *
   * @return whether it would
   */
  public boolean isLoginOffered() {
    return !isLoggedIn() && passwordLogin.isOffered();
  }

  /**
   * Whether logout would change anything: the next request of a caller whom the gateway names
   * brings the same caller, unless the gateway has a place to log out.
   *
   * @return whether it would
   */
  public boolean isLogoutOffered() {
    return caller()
        .filter(
            known ->
                known.authenticatedBy() != AuthenticatedBy.HEADER
                    || options.signOutUrl().isPresent())
        .isPresent();
  }

  /**
   * What the logout form brings along.
   *
   * @return the token
   */
  public String getToken() {
    return FormToken.of(request);
  }

  private Optional<RemoteUserPrincipal> caller() {
    return CurrentCaller.of(request);
  }
}
