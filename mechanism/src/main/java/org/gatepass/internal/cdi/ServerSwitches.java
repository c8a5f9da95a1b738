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
 * Detects required server settings that are missing, for warnings. The mechanism does not depend on
 * the results, and the code refers to no class of a server.
 */
public final class ServerSwitches {
  private static final String WILDFLY_DOMAINS =
      "jboss.as:subsystem=undertow,application-security-domain=*";
  private static final String RESTEASY = "org.jboss.resteasy.";
  private static final String RESTEASY_ROLES = "resteasy.role.based.security";

  private ServerSwitches() {}

  /**
   * The warning about {@code integrated-jaspi}: if it is true, WildFly looks up authenticated
   * callers in its own realm.
   */
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
            "WildFly answers 500 (ELY01177) to authenticated requests, because integrated-jaspi is"
                + " true for the application-security-domain "
                + String.join(", ", domains)
                + ". For the domain of this application run:"
                + " /subsystem=undertow/application-security-domain="
                + domains.first()
                + ":write-attribute(name=integrated-jaspi,value=false), then reload");
  }

  /**
   * The warning about RESTEasy, which does not enforce roles by default. An initializer must call
   * this, because the context of a listener that code has added returns no servlets.
   */
  public static Optional<String> restRoles(ServletContext application) {
    return servesRest(application)
            && !Boolean.parseBoolean(application.getInitParameter(RESTEASY_ROLES))
        ? Optional.of(
            "@RolesAllowed on REST resources is not enforced on this server, unless web.xml has"
                + " the context-param "
                + RESTEASY_ROLES
                + " with the value true")
        : Optional.empty();
  }

  /**
   * Whether RESTEasy serves resources of the application. Liberty's RESTEasy has other class names,
   * and enforces roles.
   */
  private static boolean servesRest(ServletContext application) {
    return application.getServletRegistrations().values().stream()
        .map(Registration::getClassName)
        .anyMatch(name -> name != null && name.startsWith(RESTEASY));
  }
}
