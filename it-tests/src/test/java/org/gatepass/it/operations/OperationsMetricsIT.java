// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.AutoSecurity;
import org.gatepass.it.app.observed.CountsServlet;
import org.gatepass.it.app.observed.MetricsServlet;
import org.gatepass.it.app.observed.Registries;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The metrics of an application that has Micrometer and a registry as a bean. */
@ArquillianTest
class OperationsMetricsIT {
  /** A class of each library: the module, Micrometer with a registry, and what these need. */
  private static final String[] LIBRARIES = {
    "org.gatepass.operations.internal.cdi.OperationsExtension",
    "io.micrometer.core.instrument.MeterRegistry",
    "io.micrometer.common.KeyValue",
    "io.micrometer.observation.Observation",
    "org.HdrHistogram.Histogram",
    "io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
    "io.prometheus.metrics.core.metrics.Counter",
    "io.prometheus.metrics.model.registry.PrometheusRegistry",
    "io.prometheus.metrics.config.PrometheusProperties",
    "io.prometheus.metrics.tracer.common.SpanContext",
    "io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter"
  };

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() throws ClassNotFoundException {
    return counted(
        Wars.small(
            "counted.war",
            AutoSecurity.class,
            EchoStore.class,
            AskedServlet.class,
            LoginServlet.class));
  }

  /** Adds the module, a registry, and servlets that return its metrics. */
  static WebArchive counted(WebArchive war) throws ClassNotFoundException {
    war.addClasses(Registries.class, CountsServlet.class, MetricsServlet.class);
    for (String library : LIBRARIES) {
      war.addAsLibraries(Wars.jarOf(Class.forName(library)));
    }
    return war;
  }

  @Test
  void countAndTimeEachDecisionOnce() {
    Http http = Http.to(base, "/counted");
    Http alice = http.header("remote-user", "alice");

    assertThat(alice.get("/asked").status()).isEqualTo(200);
    assertThat(alice.get("/asked-again").status()).isEqualTo(200);
    assertThat(alice.from(Http.UNTRUSTED).get("/asked").status()).isEqualTo(200);

    // The request for the counts is anonymous, too.
    assertThat(http.get("/counts").body().lines())
        .containsExactlyInAnyOrder(
            "request authenticated header none 2",
            "request anonymous none UNTRUSTED_PEER 1",
            "request anonymous none none 1",
            "timed authenticated 2",
            "timed anonymous 2",
            "timed store 2",
            "gatepass.failed_login_keys 0");
  }
}
