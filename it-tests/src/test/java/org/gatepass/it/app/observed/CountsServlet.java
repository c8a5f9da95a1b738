// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.observed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Returns the metrics of decisions that are not zero, each in a line. */
@WebServlet("/counts")
public class CountsServlet extends HttpServlet {
  @Inject MeterRegistry registry;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (Counter counter : registry.find("gatepass.decisions").counters()) {
      lines.add(
          String.join(
              " ",
              counter.getId().getTag("gatepass.attempt"),
              counter.getId().getTag("gatepass.outcome"),
              counter.getId().getTag("gatepass.authenticated_by"),
              counter.getId().getTag("gatepass.rejection"),
              String.valueOf((long) counter.count())));
    }
    for (Timer timer : registry.find("gatepass.decision.duration").timers()) {
      if (timer.count() > 0) {
        lines.add("timed " + timer.getId().getTag("gatepass.outcome") + " " + timer.count());
      }
    }
    for (String name : List.of("store", "assertion")) {
      long count = registry.get("gatepass." + name + ".duration").timer().count();
      if (count > 0) {
        lines.add("timed " + name + " " + count);
      }
    }
    for (Meter meter : registry.getMeters()) {
      if (meter instanceof Gauge gauge
          && gauge.getId().getName().startsWith("gatepass.")
          && !Double.isNaN(gauge.value())) {
        lines.add(gauge.getId().getName() + " " + (long) gauge.value());
      }
    }
    response.getWriter().print(String.join("\n", lines));
  }
}
