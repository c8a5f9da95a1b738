// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
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
  static final int GREATEST_BYTES = 16_384;

  /**
   * Reads a body.
   *
   * @throws MalformedBodyException when it is not {@code {"name":"...","password":"..."}}
   * @throws IOException when it does not arrive
   */
  static LoginRequest read(InputStream body) throws MalformedBodyException, IOException {
    byte[] bytes = body.readNBytes(GREATEST_BYTES + 1);
    if (bytes.length > GREATEST_BYTES) {
      throw new MalformedBodyException("the body is longer than " + GREATEST_BYTES + " bytes");
    }
    JsonObject object = object(bytes);
    return new LoginRequest(text(object, "name"), text(object, "password"));
  }

  private static JsonObject object(byte[] bytes) throws MalformedBodyException {
    try (JsonParser parser = ApiJson.PARSERS.createParser(new ByteArrayInputStream(bytes))) {
      parser.next();
      JsonObject object = parser.getObject();
      if (!parser.hasNext()) {
        return object;
      }
    } catch (RuntimeException notAnObject) {
      // Not JsonException alone: where it is nested too deeply, Parsson throws a plain one.
    }
    throw new MalformedBodyException("the body is not a JSON object");
  }

  private static String text(JsonObject object, String member) throws MalformedBodyException {
    if (object.get(member) instanceof JsonString text) {
      return text.getString();
    }
    throw new MalformedBodyException("\"" + member + "\" is missing or not a string");
  }

  /** Names the class alone. */
  @Override
  public String toString() {
    return "LoginRequest";
  }
}
