// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.audit;

import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.spi.DecisionObserver.Decision;

/**
 * Writes a decision as a JSON object in one line. Each line has the same fields in the same order.
 * Safe for use by many threads.
 */
final class AuditLine {
  private final JsonGeneratorFactory json;

  AuditLine(JsonProvider provider) {
    this.json = provider.createGeneratorFactory(Map.of());
  }

  String of(Decision decision, Instant time) {
    StringWriter line = new StringWriter();
    try (JsonGenerator object = json.createGenerator(line)) {
      object.writeStartObject();
      object.write("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
      object.write("attempt", decision.isLogin() ? "login" : "request");
      object.write("outcome", value(decision.outcome()));
      write(object, "authenticated_by", decision.authenticatedBy().map(AuditLine::value));
      write(object, "rejection", decision.rejection().map(Rejection::name));
      write(object, "caller", decision.callerName());
      object.write("peer", decision.peerAddress());
      object.write("client", decision.clientAddress());
      object.writeEnd();
    }
    return line.toString();
  }

  private static String value(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void write(JsonGenerator object, String name, Optional<String> value) {
    if (value.isPresent()) {
      object.write(name, value.get());
    } else {
      object.writeNull(name);
    }
  }
}
