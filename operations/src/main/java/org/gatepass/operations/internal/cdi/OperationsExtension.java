// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.gatepass.operations.internal.audit.AuditLog;
import org.gatepass.operations.internal.health.ReadinessChecks;
import org.gatepass.operations.internal.metrics.MicrometerMetrics;
import org.gatepass.operations.internal.metrics.NodeMetrics;
import org.gatepass.operations.internal.metrics.OpenTelemetryMetrics;
import org.gatepass.spi.ApplicationBeans;
import org.gatepass.spi.DecisionObserver;
import org.gatepass.spi.FailureText;
import org.gatepass.spi.NodeState;

/**
 * A portable extension that adds a bean for each library that the application or its server has.
 * Classes that use a library are loaded only if the library is present, so that class scans and
 * this class itself need none of them.
 */
public class OperationsExtension implements Extension {
  private static final Logger LOG = System.getLogger(OperationsExtension.class.getName());

  /** The types of the beans that this module uses, by name: their libraries may be absent. */
  private static final Set<String> USED =
      Set.of(
          NodeState.class.getName(),
          "io.micrometer.core.instrument.MeterRegistry",
          "io.opentelemetry.api.OpenTelemetry",
          "org.gatepass.store.StoreReadiness");

  /**
   * The beans that this module uses. On Payara, an {@code Instance} that the container hands to a
   * bean of a jar without {@code beans.xml} finds no bean of the application.
   */
  private final ApplicationBeans beans =
      new ApplicationBeans(
          bean -> bean.getTypes().stream().anyMatch(type -> USED.contains(type.getTypeName())));

  private final List<NodeMetrics> metrics = new CopyOnWriteArrayList<>();

  /** For the container. */
  public OperationsExtension() {}

  <T> void findBean(@Observes ProcessBean<T> found, BeanManager manager) {
    beans.add(found.getBean(), manager);
  }

  void addBeans(@Observes AfterBeanDiscovery discovery) {
    if (isPresent("org.eclipse.microprofile.health.HealthCheck")
        && isPresent("org.gatepass.store.StoreReadiness")) {
      ReadinessChecks.add(discovery, beans);
    }
    if (isPresent("io.opentelemetry.api.metrics.LongCounter")) {
      add(
          discovery,
          OpenTelemetryMetrics.class,
          () -> untilShutdown(OpenTelemetryMetrics.of(beans, state())));
    }
    if (isPresent("io.micrometer.core.instrument.MeterRegistry")) {
      add(
          discovery,
          MicrometerMetrics.class,
          () -> untilShutdown(MicrometerMetrics.of(beans, state())));
    }
    if (isPresent("jakarta.json.spi.JsonProvider")) {
      add(discovery, AuditLog.class, AuditLog::create);
    } else if (System.getLogger(AuditLog.CATEGORY).isLoggable(Level.TRACE)) {
      LOG.log(
          Level.ERROR,
          "The audit log writes no line, because the application has no Jakarta JSON Processing:"
              + " add an implementation (example: org.eclipse.parsson:parsson), or disable the"
              + " logger gatepass.audit");
    }
  }

  /** Adds an observer. It has no proxy, since the mechanism gets each once and keeps it. */
  private static void add(
      AfterBeanDiscovery discovery,
      Class<? extends DecisionObserver> type,
      Supplier<DecisionObserver> observer) {
    discovery
        .<DecisionObserver>addBean()
        .beanClass(type)
        .types(Object.class, DecisionObserver.class)
        .scope(Dependent.class)
        .id(type.getName())
        .produceWith(unused -> observer.get());
  }

  /** The numbers of all modules of the application. */
  private NodeState state() {
    List<NodeState> modules =
        beans.all(NodeState.class).stream()
            .filter(bean -> ApplicationBeans.isPlain(bean, NodeState.class))
            .map(bean -> beans.reference(bean, NodeState.class))
            .toList();
    return gauge ->
        modules.stream()
            .map(module -> module.valueOf(gauge))
            .filter(OptionalDouble::isPresent)
            .findFirst()
            .orElse(OptionalDouble.empty());
  }

  private NodeMetrics untilShutdown(NodeMetrics created) {
    metrics.add(created);
    return created;
  }

  void stop(@Observes BeforeShutdown shutdown) {
    for (NodeMetrics created : metrics) {
      try {
        created.removeGauges();
      } catch (RuntimeException | LinkageError failure) {
        LOG.log(Level.DEBUG, () -> "The gauges were not removed: " + FailureText.of(failure));
      }
    }
    metrics.clear();
  }

  private static boolean isPresent(String type) {
    try {
      Class.forName(type, false, OperationsExtension.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
