// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.observed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The registry of an application with Micrometer. */
@ApplicationScoped
public class Registries {
  @Produces
  @Singleton
  MeterRegistry inMemory() {
    return new SimpleMeterRegistry();
  }
}
