// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What a server has to be told and has not been, where it can be seen from within. It only tells:
 * nothing that the mechanism does depends on it, and no class of a server is named in code.
 */
public final class ServerSwitches {
  private static final String WILDFLY_DOMAINS =
      "jboss.as:subsystem=undertow,application-security-domain=*";
  private static final String RESTEASY = "org.jboss.resteasy.";
  private static final String RESTEASY_ROLES = "resteasy.role.based.security";

  private ServerSwitches() {}

  /** WildFly asks its own realm for a caller whom a mechanism has let in, unless told not to. */
  static Optional<String> integratedJaspi(MBeanServer server) {
    SortedSet<String> domains = new TreeSet<>();
    try {
      for (ObjectName domain : server.queryNames(new ObjectName(WILDFLY_DOMAINS), null)) {
        if (Boolean.TRUE.equals(server.getAttribute(domain, "integratedJaspi"))) {
          domains.add(domain.getKeyProperty("application-security-domain"));
        }
      }
    } catch (JMException | RuntimeException notToBeSeen) {
      return Optional.empty();
    }
    return domains.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "WildFly answers 500 (ELY01177) to whoever is let in, since integrated-jaspi is true for"
                + " the application-security-domain "
                + String.join(", ", domains)
                + ". For the one of this application: /subsystem=undertow/application-security-domain="
                + domains.first()
                + ":write-attribute(name=integrated-jaspi,value=false), then reload");
  }

  /**
   * RESTEasy lets everybody into resources with roles, unless told not to. For an initializer: the
   * context of a listener that code adds shows no servlets.
   */
  public static Optional<String> restRoles(ServletContext application) {
    return servesRest(application)
            && !Boolean.parseBoolean(application.getInitParameter(RESTEASY_ROLES))
        ? Optional.of(
            "@RolesAllowed on a REST resource lets everybody in on this server, unless web.xml has"
                + " the context-param "
                + RESTEASY_ROLES
                + " with the value true")
        : Optional.empty();
  }

  /**
   * Whether RESTEasy serves resources of the application: Liberty has a RESTEasy of other names,
   * and enforces roles.
   */
  private static boolean servesRest(ServletContext application) {
    return application.getServletRegistrations().values().stream()
        .map(Registration::getClassName)
        .anyMatch(name -> name != null && name.startsWith(RESTEASY));
  }
}
