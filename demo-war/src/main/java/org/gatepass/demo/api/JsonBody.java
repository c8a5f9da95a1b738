// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads bodies of requests: JSON objects of a limited size. */
final class JsonBody {
  private JsonBody() {}

  /**
   * Reads a body.
   *
   * @throws MalformedBodyException when the body is longer, or is not one JSON object
   * @throws IOException when the body can't be read
   */
  static JsonObject read(InputStream body, int maxBytes)
      throws MalformedBodyException, IOException {
    byte[] bytes = body.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new MalformedBodyException("the body is longer than " + maxBytes + " bytes");
    }
    try (JsonParser parser = ApiJson.PARSERS.createParser(new ByteArrayInputStream(bytes))) {
      parser.next();
      JsonObject object = parser.getObject();
      if (!parser.hasNext()) {
        return object;
      }
    } catch (RuntimeException notAnObject) {
      // Not only JsonException: for JSON nested too deeply, Parsson throws a plain
      // RuntimeException.
    }
    throw new MalformedBodyException("the body is not a JSON object");
  }
}
