// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonParserFactory;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.TrustReport;
import org.gatepass.store.UserAccount;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of this API. It is written with JSON-P rather than bound to classes, because the
 * servers' binding providers differ in what they do with null.
 */
final class ApiJson {
  // Kept, because each call of a factory method of jakarta.json.Json looks up the provider again.
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private ApiJson() {}

  /** The caller of the request. All members are null or empty for an anonymous request. */
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

  /** An account, for administrators. */
  static JsonObjectBuilder account(UserAccount account) {
    JsonObjectBuilder json = BUILDERS.createObjectBuilder().add("name", account.getName());
    add(json, "email", Optional.ofNullable(account.getEmail()));
    add(json, "displayName", Optional.ofNullable(account.getDisplayName()));
    add(json, "stableId", Optional.ofNullable(account.getStableId()));
    json.add("active", account.isActive())
        .add("groups", BUILDERS.createArrayBuilder(account.getGroups().stream().sorted().toList()))
        .add("loginByHeader", account.isLoginByHeader())
        .add("local", account.isLocal())
        .add("passwordChangeRequired", account.isPasswordChangeRequired());
    add(json, "lockedUntil", time(account.getLockedUntil()));
    add(json, "expiresAt", time(account.getExpiresAt()));
    add(json, "passwordExpiresAt", time(account.getPasswordExpiresAt()));
    add(json, "lastLogin", account.lastLogin().map(Instant::toString));
    return json;
  }

  /** The exported data of an account: times become texts. */
  static JsonObject exported(Map<String, Object> data) {
    JsonObjectBuilder json = BUILDERS.createObjectBuilder();
    data.forEach(
        (name, value) -> {
          if (value instanceof Boolean truth) {
            json.add(name, truth);
          } else if (value instanceof Collection<?> texts) {
            json.add(name, BUILDERS.createArrayBuilder(texts));
          } else {
            json.add(name, value.toString());
          }
        });
    return json.build();
  }

  /** A report on a request and its caller, without header values and secrets. */
  static JsonObject diagnostics(TrustReport report, Optional<RemoteUserPrincipal> caller) {
    JsonObjectBuilder json =
        BUILDERS
            .createObjectBuilder()
            .add("peerAddress", report.peerAddress())
            .add("clientAddress", report.clientAddress())
            .add("headersRead", report.headersRead())
            .add("trusted", report.trusted());
    add(json, "reason", report.reason().map(Rejection::name));
    add(json, "explanation", report.explanation());
    add(json, "caller", caller.map(RemoteUserPrincipal::getName));
    add(json, "authenticatedBy", caller.map(known -> known.authenticatedBy().name()));
    JsonArrayBuilder evidence = array();
    for (TrustReport.Evidence kind : report.evidence()) {
      JsonObjectBuilder shown = BUILDERS.createObjectBuilder().add("kind", kind.kind());
      add(shown, "missingEvidence", kind.missingEvidence().map(Rejection::name));
      evidence.add(shown);
    }
    JsonArrayBuilder headers = array();
    for (TrustReport.Header header : report.headers()) {
      headers.add(
          BUILDERS
              .createObjectBuilder()
              .add("setting", header.setting())
              .add("name", header.name())
              .add("lines", header.lines()));
    }
    JsonArrayBuilder settings = array();
    for (TrustReport.Setting setting : report.settings()) {
      settings.add(
          BUILDERS
              .createObjectBuilder()
              .add("key", setting.key())
              .add("value", setting.value())
              .add("origin", setting.origin()));
    }
    return json.add("evidence", evidence)
        .add("headers", headers)
        .add("settings", settings)
        .add("text", report.asText())
        .build();
  }

  static JsonArrayBuilder array() {
    return BUILDERS.createArrayBuilder();
  }

  /** An error response with its reason. */
  static ResponseBuilder problem(int status, String reason) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .entity(problemBody(status, reason).toString());
  }

  static JsonObject problemBody(int status, String reason) {
    return BUILDERS.createObjectBuilder().add("status", status).add("reason", reason).build();
  }

  private static Optional<String> time(@Nullable Instant time) {
    return Optional.ofNullable(time).map(Instant::toString);
  }

  private static void add(JsonObjectBuilder json, String name, Optional<String> text) {
    text.ifPresentOrElse(value -> json.add(name, value), () -> json.addNull(name));
  }
}
