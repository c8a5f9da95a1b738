// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The result of a password check before a login in the same request, so that the login does not
 * check the password again. It is valid once, and only for the same credential object.
 *
 * @param credential the credential
 * @param result the result of a correct password
 */
record CheckedPassword(UsernamePasswordCredential credential, LoginResult.Verified result) {
  private static final String ATTRIBUTE = "org.gatepass.checkedPassword";

  static void keep(
      HttpServletRequest request,
      UsernamePasswordCredential credential,
      LoginResult.Verified result) {
    request.setAttribute(ATTRIBUTE, new CheckedPassword(credential, result));
  }

  @SuppressWarnings("ReferenceEquality") // An equal credential may contain another password.
  static Optional<LoginResult> take(
      HttpServletRequest request, UsernamePasswordCredential credential) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof CheckedPassword checked)) {
      return Optional.empty();
    }
    request.removeAttribute(ATTRIBUTE);
    return checked.credential() == credential ? Optional.of(checked.result()) : Optional.empty();
  }

  /** Returns the class name alone. */
  @Override
  public String toString() {
    return "CheckedPassword";
  }
}
