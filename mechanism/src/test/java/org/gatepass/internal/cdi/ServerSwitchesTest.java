// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.gatepass.internal.jaspic.StoppedProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSwitchesTest {
  /** One of WildFly's application-security-domains, by the names that it gives them in JMX. */
  public interface Domain {
    boolean getintegratedJaspi();
  }

  private static final String RESTEASY =
      "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher";

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();

  private void add(String domain, boolean integratedJaspi) throws JMException {
    server.registerMBean(
        new StandardMBean((Domain) () -> integratedJaspi, Domain.class),
        new ObjectName("jboss.as:subsystem=undertow,application-security-domain=" + domain));
  }

  @Test
  void namesWildFlysDomainsThatUseTheirOwnRealm() throws JMException {
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

  /** An application with a servlet, on a server that shows it. */
  private static ServletContext serving(String servletClass, @Nullable String parameter) {
    ServletRegistration servlet =
        (ServletRegistration)
            Proxy.newProxyInstance(
                ServletRegistration.class.getClassLoader(),
                new Class<?>[] {ServletRegistration.class},
                (proxy, method, arguments) -> servletClass);
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("getServletRegistrations")
                    ? Map.of("servlet", servlet)
                    : parameter);
  }

  @ParameterizedTest
  @CsvSource({
    "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher, true",
    "io.openliberty.org.jboss.resteasy.common.component.ResteasyServlet, false",
    "org.example.OwnServlet, false"
  })
  void warnsOfRolesWhereRestEasyServesResources(String servletClass, boolean warns) {
    assertThat(ServerSwitches.restRoles(serving(servletClass, null)).isPresent()).isEqualTo(warns);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"null", "false", "yes"},
      nullValues = "null")
  void warnsOfRolesThatRestEasyDoesNotLookAt(@Nullable String parameter) {
    assertThat(ServerSwitches.restRoles(serving(RESTEASY, parameter)).orElseThrow())
        .endsWith("the context-param resteasy.role.based.security with the value true");
  }

  @Test
  void saysNothingOfRolesWhereRestEasyLooksAtThem() {
    assertThat(ServerSwitches.restRoles(serving(RESTEASY, "true"))).isEmpty();
  }

  /** One of Tomcat's contexts, by the names that it gives them in JMX. */
  public interface TomcatContext {
    boolean getpaused();
  }

  private void addContext(String path, boolean paused) throws JMException {
    server.registerMBean(
        new StandardMBean((TomcatContext) () -> paused, TomcatContext.class),
        new ObjectName("Catalina:j2eeType=WebModule,J2EEServer=none,name=//localhost" + path));
  }

  @Test
  void distinguishesAReloadOfTomcatsFromAnUndeployment() throws JMException {
    addContext("/", false);
    addContext("/app", true);
    addContext("/other/app", false);
    addContext("/ap", false);

    assertThat(StoppedProvider.isReloading(server, "/app")).isTrue();
    assertThat(StoppedProvider.isReloading(server, "/other/app")).isFalse();
    assertThat(StoppedProvider.isReloading(server, "/ap")).isFalse();
    assertThat(StoppedProvider.isReloading(server, "")).isFalse();
    assertThat(StoppedProvider.isReloading(server, "/none")).isFalse();
  }
}
