// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSwitchesTest {
  /** One of WildFly's application-security-domains, by the names that it gives them in JMX. */
  public interface Domain {
    boolean getintegratedJaspi();
  }

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();

  private void add(String domain, boolean integratedJaspi) throws JMException {
    server.registerMBean(
        new StandardMBean((Domain) () -> integratedJaspi, Domain.class),
        new ObjectName("jboss.as:subsystem=undertow,application-security-domain=" + domain));
  }

  @Test
  void namesWildFlysDomainsThatAskTheirOwnRealm() throws JMException {
    add("other", true);
    add("mine", false);

    assertThat(ServerSwitches.integratedJaspi(server).orElseThrow())
        .contains("for the application-security-domain other. ")
        .endsWith(
            "/subsystem=undertow/application-security-domain=other"
                + ":write-attribute(name=integrated-jaspi,value=false), then reload");
  }

  @Test
  void saysNothingWhereTheSwitchIsSet() throws JMException {
    add("other", false);

    assertThat(ServerSwitches.integratedJaspi(server)).isEmpty();
  }

  @Test
  void saysNothingOnAServerThatHasNoSuchThing() {
    assertThat(ServerSwitches.integratedJaspi(ManagementFactory.getPlatformMBeanServer()))
        .isEmpty();
  }

  /** An application with a parameter in its web.xml, or without. */
  private static ServletContext application(@Nullable String parameter) {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("getInitParameter");
              return "resteasy.role.based.security".equals(arguments[0]) ? parameter : null;
            });
  }

  /** What is said on a server that shows RESTEasy's class to applications. */
  private static Optional<String> saidBesideResteasy(@Nullable String parameter) {
    Thread thread = Thread.currentThread();
    ClassLoader former = thread.getContextClassLoader();
    thread.setContextClassLoader(
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals("org.jboss.resteasy.spi.ResteasyDeployment")) {
              return Object.class;
            }
            throw new ClassNotFoundException(name);
          }
        });
    try {
      return ServerSwitches.restRoles(application(parameter));
    } finally {
      thread.setContextClassLoader(former);
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {"null", "false", "yes"},
      nullValues = "null")
  void warnsOfRolesThatRestEasyDoesNotLookAt(@Nullable String parameter) {
    assertThat(saidBesideResteasy(parameter).orElseThrow())
        .endsWith("the context-param resteasy.role.based.security with the value true");
  }

  @Test
  void saysNothingOfRolesWhereRestEasyLooksAtThemOrIsNotThere() {
    assertThat(saidBesideResteasy("true")).isEmpty();
    assertThat(ServerSwitches.restRoles(application(null))).isEmpty();
  }
}
