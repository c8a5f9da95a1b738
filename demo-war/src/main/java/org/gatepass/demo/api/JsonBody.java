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
   * @throws MalformedBodyException when it is longer, or anything else than one JSON object
   * @throws IOException when it does not arrive
   */
  static JsonObject read(InputStream body, int greatestBytes)
      throws MalformedBodyException, IOException {
    byte[] bytes = body.readNBytes(greatestBytes + 1);
    if (bytes.length > greatestBytes) {
      throw new MalformedBodyException("the body is longer than " + greatestBytes + " bytes");
    }
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
}
