// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

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
}
