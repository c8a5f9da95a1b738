// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a login.
 *
 * @param name the caller name that was typed
 * @param password the password that was typed
 */
record LoginRequest(String name, String password) {
  /** Enough for a password of 1,024 characters, each written as two escapes. */
  static final int MAX_BYTES = 16_384;

  /**
   * Reads a body.
   *
   * @throws MalformedBodyException when it is not {@code {"name":"...","password":"..."}}
   * @throws IOException when the body can't be read
   */
  static LoginRequest read(InputStream body) throws MalformedBodyException, IOException {
    JsonObject object = JsonBody.read(body, MAX_BYTES);
    return new LoginRequest(text(object, "name"), text(object, "password"));
  }

  static String text(JsonObject object, String member) throws MalformedBodyException {
    if (object.get(member) instanceof JsonString text) {
      return text.getString();
    }
    throw new MalformedBodyException("\"" + member + "\" is missing or not a string");
  }

  /** The class alone, since the body holds a password. */
  @Override
  public String toString() {
    return "LoginRequest";
  }
}
