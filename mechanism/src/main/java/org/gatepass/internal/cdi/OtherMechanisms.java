// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.gatepass.internal.servlet.EnterpriseArchive;

/**
 * The authentication mechanisms of the application that stand in our way. Jakarta Security 3.0 asks
 * for one without a qualifier; with two, its servers fail at the first request, if at all. From 4.0
 * on a handler chooses, which may be the application's own.
 */
public final class OtherMechanisms {
  private static final String HANDLER =
      "jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanismHandler";

  private final SortedSet<String> classes = new TreeSet<>();
  private boolean present;
  private boolean inAnotherWar;

  /** Takes note of a bean, if it is such a mechanism. */
  void add(Bean<?> bean) {
    boolean other =
        bean.getTypes().contains(HttpAuthenticationMechanism.class)
            && !bean.getBeanClass().equals(RemoteUserAuthenticationMechanism.class);
    present |= other;
    inAnotherWar |=
        other
            && bean.getBeanClass()
                .getName()
                .equals(RemoteUserAuthenticationMechanism.class.getName());
    if (other && bean.getQualifiers().contains(Default.Literal.INSTANCE)) {
      classes.add(nameOf(bean));
    }
  }

  /** The class of the mechanism: the class of a bean that a server adds may be the interface. */
  private static String nameOf(Bean<?> bean) {
    Class<?> beanClass = bean.getBeanClass();
    return isMechanism(beanClass)
        ? beanClass.getName()
        : bean.getTypes().stream()
            .filter(Class.class::isInstance)
            .<Class<?>>map(type -> (Class<?>) type)
            .filter(OtherMechanisms::isMechanism)
            .map(Class::getName)
            .sorted()
            .findFirst()
            .orElse(beanClass.getName());
  }

  private static boolean isMechanism(Class<?> type) {
    return HttpAuthenticationMechanism.class.isAssignableFrom(type) && !type.isInterface();
  }

  private String origin() {
    if (classes.stream().anyMatch(name -> name.contains("JWT"))) {
      return " (of @LoginConfig, MicroProfile JWT)";
    }
    return classes.contains(HttpAuthenticationMechanism.class.getName())
        ? " (of @LoginConfig, MicroProfile JWT, or of a definition such as"
            + " @BasicAuthenticationMechanismDefinition)"
        : "";
  }

  /** Whether there is any, in our way or not: a handler may choose it for some requests. */
  boolean exist() {
    return present;
  }

  /** What to tell the developer; empty when there is no conflict. */
  Optional<String> conflict() {
    if (inAnotherWar) {
      return Optional.of(EnterpriseArchive.severalWars("two of them define its mechanism"));
    }
    return classes.isEmpty() || areChosenByAHandler()
        ? Optional.empty()
        : Optional.of(
            "@RemoteUserAuthenticationMechanismDefinition: there is another"
                + " HttpAuthenticationMechanism beside it, "
                + String.join(", ", classes)
                + origin()
                + ", and Jakarta Security 3.0 takes one: remove the other, and leave what it does to"
                + " the fallback (example: fallback = Fallback.BASIC)");
  }

  /** Whether the server is one of Jakarta Security 4.0, where a handler chooses a mechanism. */
  public static boolean areChosenByAHandler() {
    try {
      Class.forName(HANDLER, false, HttpAuthenticationMechanism.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException olderThan4) {
      return false;
    }
  }
}
