// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.observed;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The registry of an application with Micrometer. */
@ApplicationScoped
public class Registries {
  @Produces
  @Singleton
  PrometheusMeterRegistry forPrometheus() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }
}
