// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonParserFactory;
import java.util.Map;
import java.util.Optional;
import org.gatepass.RemoteUserPrincipal;

/**
 * The JSON of this API. It is written with JSON-P rather than bound to classes, because the
 * servers' binding providers differ in what they do with null.
 */
final class ApiJson {
  // Kept, because each call of a factory method of jakarta.json.Json looks for the provider anew.
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private ApiJson() {}

  /** Who makes the request; every member is null or empty when nobody is logged in. */
  static JsonObject caller(Optional<RemoteUserPrincipal> caller) {
    JsonObjectBuilder json = BUILDERS.createObjectBuilder();
    add(json, "caller", caller.map(RemoteUserPrincipal::getName));
    json.add(
        "groups",
        BUILDERS.createArrayBuilder(
            caller.stream().flatMap(known -> known.groups().stream()).sorted().toList()));
    add(json, "authenticatedBy", caller.map(known -> known.authenticatedBy().name()));
    add(json, "email", caller.flatMap(RemoteUserPrincipal::email));
    add(json, "name", caller.flatMap(RemoteUserPrincipal::displayName));
    return json.build();
  }

  /** Says why an answer is not the one that was asked for. */
  static String problem(int status, String reason) {
    return BUILDERS
        .createObjectBuilder()
        .add("status", status)
        .add("reason", reason)
        .build()
        .toString();
  }

  private static void add(JsonObjectBuilder json, String name, Optional<String> text) {
    text.ifPresentOrElse(value -> json.add(name, value), () -> json.addNull(name));
  }
}
