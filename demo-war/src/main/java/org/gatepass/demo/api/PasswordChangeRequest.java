// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.gatepass.demo.PasswordRule;

/**
 * The body of a change of the caller's own password.
 *
 * @param name the caller name, if it was sent
 * @param password the present password
 * @param newPassword the new password
 */
record PasswordChangeRequest(Optional<String> name, String password, String newPassword) {
  /**
   * Reads a body.
   *
   * @throws MalformedBodyException when it is not {@code
   *     {"name":"...","password":"...","newPassword":"..."}} with or without the name, or when the
   *     new password breaks a rule
   * @throws IOException when the body can't be read
   */
  static PasswordChangeRequest read(InputStream body) throws MalformedBodyException, IOException {
    JsonObject object = JsonBody.read(body, LoginRequest.MAX_BYTES);
    Optional<String> name =
        object.containsKey("name")
            ? Optional.of(LoginRequest.text(object, "name"))
            : Optional.empty();
    String password = LoginRequest.text(object, "password");
    String newPassword = LoginRequest.text(object, "newPassword");
    Optional<String> problem = PasswordRule.problem(password, newPassword);
    if (problem.isPresent()) {
      throw new MalformedBodyException("\"newPassword\" " + problem.get());
    }
    return new PasswordChangeRequest(name, password, newPassword);
  }

  /** The class alone, since the body holds passwords. */
  @Override
  public String toString() {
    return "PasswordChangeRequest";
  }
}
