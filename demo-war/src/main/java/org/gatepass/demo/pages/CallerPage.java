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

/** The caller, for the front page. */
@Named("callerPage")
@RequestScoped
public class CallerPage {
  @Inject HttpServletRequest request;
  @Inject LoginOptions options;
  @Inject PasswordLogin passwordLogin;

  /** Called by the container. */
  public CallerPage() {}

  /**
   * Whether the caller is authenticated.
   *
   * @return true if it is
   */
  public boolean isLoggedIn() {
    return caller().isPresent();
  }

  /**
   * The caller name.
   *
   * @return the name, or null for an anonymous request
   */
  public @Nullable String getName() {
    return caller().map(RemoteUserPrincipal::getName).orElse(null);
  }

  /**
   * The display name, or the caller name if there is none.
   *
   * @return the text, or null for an anonymous request
   */
  public @Nullable String getDisplayName() {
    return caller().map(known -> known.displayName().orElse(known.getName())).orElse(null);
  }

  /**
   * The first letter of {@link #getDisplayName}.
   *
   * @return the letter, or null for an anonymous request
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
   * @return the address, or null when there is none
   */
  public @Nullable String getEmail() {
    return caller().flatMap(RemoteUserPrincipal::email).orElse(null);
  }

  /**
   * The groups in alphabetical order.
   *
   * @return the groups
   */
  public List<String> getGroups() {
    return caller().stream().flatMap(known -> known.groups().stream()).sorted().toList();
  }

  /**
   * The kind of login, in words.
   *
   * @return the words, or null for an anonymous request
   */
  public @Nullable String getWay() {
    return caller()
        .map(
            known ->
                switch (known.authenticatedBy()) {
                  case HEADER -> "by the gateway\u2019s header";
                  case SESSION -> "by the gateway\u2019s header, remembered";
                  case PASSWORD -> "by password";
                  case TOKEN -> "by bearer token";
                })
        .orElse(null);
  }

  /**
   * Whether the caller has logged in by password, in this request or earlier in the session.
   *
   * @return true if the caller has
   */
  public boolean isByPassword() {
    return caller()
        .filter(known -> known.authenticatedBy() == AuthenticatedBy.PASSWORD)
        .isPresent();
  }

  /**
   * Whether the caller is an administrator.
   *
   * @return true if the caller is
   */
  public boolean isAdministrator() {
    return request.isUserInRole("administrator");
  }

  /**
   * Whether this application rejects the caller named by the gateway.
   *
   * @return true if the caller is not admitted
   */
  public boolean isNotAdmitted() {
    return CurrentCaller.isNotAdmitted(request);
  }

  /**
   * Whether to offer password login: the request is anonymous, and there is a login page.
   *
   * @return true to show the link
   */
  public boolean isLoginOffered() {
    return !isLoggedIn() && passwordLogin.isOffered();
  }

  /**
   * Whether to offer logout. Without a sign-out URL, logout has no effect for a caller named by the
   * gateway: the next request has the same caller. The same holds for a bearer token.
   *
   * @return true to show the button
   */
  public boolean isLogoutOffered() {
    return caller()
        .filter(
            known ->
                switch (known.authenticatedBy()) {
                  case HEADER -> options.signOutUrl().isPresent();
                  case SESSION, PASSWORD -> true;
                  case TOKEN -> false;
                })
        .isPresent();
  }

  /**
   * The token of the logout form.
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
