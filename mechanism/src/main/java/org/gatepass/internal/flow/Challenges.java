// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import org.gatepass.Fallback;
import org.gatepass.LoginOptions;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.settings.MechanismSettings;

/**
 * The challenges of requests that must be authenticated and are not.
 *
 * @param settings the settings in force
 */
record Challenges(MechanismSettings settings) {
  /** The challenge of a request without a caller header and without a bearer token. */
  Challenge withoutHeader(HttpServletRequest request) {
    return new Challenge(
        login(request),
        settings.password().bearerTokens()
            ? Challenge.Bearer.REQUIRED
            : Challenge.Bearer.UNSUPPORTED);
  }

  /**
   * The challenge of a request with a caller header, in which Gatepass ignores a password or a
   * token. It offers only a login page that is one of the login paths.
   */
  Challenge withHeader(HttpServletRequest request) {
    return new Challenge(
        isLoginPageALoginPath() ? login(request) : new Challenge.Login.Elsewhere());
  }

  /** The challenge of a request with a wrong token. It offers programs no login page. */
  Challenge invalidToken(HttpServletRequest request) {
    return new Challenge(
        options().fallback() == Fallback.BASIC ? basic(request) : new Challenge.Login.Elsewhere(),
        Challenge.Bearer.INVALID_TOKEN);
  }

  private Challenge.Login login(HttpServletRequest request) {
    return switch (options().fallback()) {
      case NONE -> new Challenge.Login.Elsewhere();
      case BASIC -> basic(request);
      case FORM -> {
        boolean partial = PageLoad.isFacesAjax(request);
        yield partial || PageLoad.is(request)
            ? new Challenge.Login.Page(
                PageLoad.loginLocation(
                    request, options().loginPage(), settings.session().publicUrl()),
                partial)
            : new Challenge.Login.Elsewhere();
      }
    };
  }

  /** Basic, except for a script: the browser would prompt for a password. */
  private static Challenge.Login basic(HttpServletRequest request) {
    return PageLoad.isOfScript(request)
        ? new Challenge.Login.Elsewhere()
        : new Challenge.Login.Basic();
  }

  /** Whether the login page is one of the login paths. */
  private boolean isLoginPageALoginPath() {
    return options().fallback() == Fallback.FORM
        && settings
            .session()
            .persistence()
            .admitsHeaderOn(options().loginPage().split("[?]", 2)[0]);
  }

  private LoginOptions options() {
    return settings.password().login();
  }
}
