// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit.internal;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatepass.testkit.CallerGateway;
import org.gatepass.testkit.ProxyHeaders;
import org.gatepass.testkit.WithCaller;
import org.jboss.arquillian.config.descriptor.api.ArquillianDescriptor;
import org.jboss.arquillian.config.descriptor.api.ExtensionDef;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.container.spi.context.annotation.DeploymentScoped;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.arquillian.test.spi.event.suite.After;
import org.jboss.arquillian.test.spi.event.suite.AfterClass;
import org.jboss.arquillian.test.spi.event.suite.Before;
import org.jspecify.annotations.Nullable;

/**
 * The gateways in front of the deployments of one test class. Arquillian creates one object, and
 * calls it on one thread.
 */
public class CallerGateways {
  private final List<CallerGateway> gateways = new ArrayList<>();

  @Inject private @Nullable Instance<TestClass> testClass;
  @Inject private @Nullable Instance<ArquillianDescriptor> descriptor;
  @Inject @DeploymentScoped private @Nullable InstanceProducer<ProtocolMetaData> deployment;

  /** For Arquillian. */
  public CallerGateways() {}

  /** Replaces the address of a deployment by that of a gateway. */
  void deployed(@Observes ProtocolMetaData found) throws IOException {
    TestClass current = value(testClass);
    if (current == null || !isMeant(current.getJavaClass()) || isOurs(found)) {
      return;
    }
    ProtocolMetaData replaced = new ProtocolMetaData();
    for (Object context : found.getContexts()) {
      replaced.addContext(
          context instanceof HTTPContext http && http.getScheme().equals("http")
              ? behindGateway(http)
              : context);
    }
    if (isOurs(replaced) && deployment != null) {
      deployment.set(replaced);
    }
  }

  private static boolean isMeant(Class<?> tests) {
    return tests.isAnnotationPresent(WithCaller.class)
        || Stream.<Class<?>>iterate(tests, type -> type != null, Class::getSuperclass)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .anyMatch(method -> method.isAnnotationPresent(WithCaller.class));
  }

  private boolean isOurs(ProtocolMetaData found) {
    return found.getContexts(HTTPContext.class).stream()
        .anyMatch(
            context ->
                gateways.stream()
                    .anyMatch(gateway -> gateway.uri().getPort() == context.getPort()));
  }

  private HTTPContext behindGateway(HTTPContext context) throws IOException {
    URI application =
        URI.create(
            "http://" + hostOf(context.getHost(), context.getPort()) + ":" + context.getPort());
    CallerGateway gateway = CallerGateway.start(application, headers());
    gateways.add(gateway);
    HTTPContext replaced =
        new HTTPContext(context.getName(), gateway.uri().getHost(), gateway.uri().getPort());
    context
        .getServlets()
        .forEach(servlet -> replaced.add(new Servlet(servlet.getName(), servlet.getContextRoot())));
    return replaced;
  }

  /**
   * The loopback address where it reaches the same server: some adapters name the machine, and the
   * peer of the application would then be the machine's address in its network.
   */
  private static String hostOf(String host, int port) throws IOException {
    if (isOfThisMachine(host)) {
      try (Socket probe = new Socket()) {
        probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
        return "127.0.0.1";
      } catch (IOException elsewhere) {
        // The server listens on the named address only.
      }
    }
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static boolean isOfThisMachine(String host) throws IOException {
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (NetworkInterface.getByInetAddress(address) != null) {
        return true;
      }
    }
    return false;
  }

  private ProxyHeaders headers() {
    ArquillianDescriptor file = value(descriptor);
    return headers(
        file == null
            ? Map.of()
            : file.getExtensions().stream()
                .filter(extension -> extension.getExtensionName().equals("gatepass"))
                .findFirst()
                .map(ExtensionDef::getExtensionProperties)
                .orElse(Map.of()));
  }

  /** The headers that the properties of {@code arquillian.xml} name. */
  static ProxyHeaders headers(Map<String, String> properties) {
    ProxyHeaders headers =
        ProxyHeaders.named(properties.getOrDefault("callerHeader", "remote-user"));
    String groups = properties.get("groupsHeader");
    if (groups != null) {
      headers = headers.withGroups(groups, properties.getOrDefault("groupsSeparator", ","));
    }
    String secret = properties.get("secret");
    return secret == null
        ? headers
        : headers.withSecret(properties.getOrDefault("secretHeader", ""), secret);
  }

  void before(@Observes Before test) {
    Optional<WithCaller> caller =
        callerOf(test.getTestClass().getJavaClass(), test.getTestMethod());
    if (caller.isPresent() && gateways.isEmpty()) {
      throw new IllegalStateException(
          "@WithCaller: the tests of "
              + test.getTestClass().getName()
              + " have no deployment with an http address");
    }
    for (CallerGateway gateway : gateways) {
      gateway.setAnonymous();
      caller.ifPresent(it -> gateway.setCaller(it.value(), it.groups()));
    }
  }

  /** The caller of a test, or empty for anonymous requests. */
  static Optional<WithCaller> callerOf(Class<?> tests, Method test) {
    return Optional.ofNullable(test.getAnnotation(WithCaller.class))
        .or(() -> Optional.ofNullable(tests.getAnnotation(WithCaller.class)))
        .filter(caller -> !caller.value().isEmpty());
  }

  void after(@Observes After test) {
    gateways.forEach(CallerGateway::setAnonymous);
  }

  /** After the undeployment, which may send requests. */
  void afterClass(@Observes(precedence = -100) AfterClass tests) {
    try {
      gateways.forEach(CallerGateway::close);
    } finally {
      gateways.clear();
    }
  }

  private static <T> @Nullable T value(@Nullable Instance<T> instance) {
    return instance == null ? null : instance.get();
  }
}
