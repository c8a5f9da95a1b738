// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The result of a password check that precedes a login in the same request, which then does not
 * check the password again. It counts once, and for the same credential object alone.
 *
 * @param credential the credential
 * @param result the result, that the password is right
 */
record CheckedPassword(UsernamePasswordCredential credential, PasswordLogins.Result.Verified result) {
  private static final String ATTRIBUTE = "org.gatepass.checkedPassword";

  static void keep(
      HttpServletRequest request,
      UsernamePasswordCredential credential,
      PasswordLogins.Result.Verified result) {
    request.setAttribute(ATTRIBUTE, new CheckedPassword(credential, result));
  }

  @SuppressWarnings("ReferenceEquality") // An equal one may hold another password.
  static Optional<PasswordLogins.Result> take(
      HttpServletRequest request, UsernamePasswordCredential credential) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof CheckedPassword checked)) {
      return Optional.empty();
    }
    request.removeAttribute(ATTRIBUTE);
    return checked.credential() == credential ? Optional.of(checked.result()) : Optional.empty();
  }

  /** Names the class alone. */
  @Override
  public String toString() {
    return "CheckedPassword";
  }
}
