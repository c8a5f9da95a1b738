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
 * The other authentication mechanisms of the application, which may conflict with Gatepass's.
 * Jakarta Security 3.0 looks up one mechanism without a qualifier. With two, servers fail at the
 * first request, if at all. From 4.0 on a handler selects the mechanism, and the application can
 * provide the handler.
 */
public final class OtherMechanisms {
  private static final String HANDLER =
      "jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanismHandler";

  private final SortedSet<String> classes = new TreeSet<>();
  private boolean present;
  private boolean inAnotherWar;
  private boolean ofMicroProfileJwt;

  /** Records a bean, if it is a mechanism. */
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
      String name = nameOf(bean);
      classes.add(name);
      // On Payara the class of the bean is the interface, which no bean of an application has.
      ofMicroProfileJwt |=
          isNamedAsJwt(name) && bean.getBeanClass().equals(HttpAuthenticationMechanism.class);
    }
  }

  /**
   * The name of the mechanism's class. The class of a bean that a server adds may be the interface.
   */
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

  private static boolean isNamedAsJwt(String name) {
    return name.contains("JWT");
  }

  private String origin() {
    if (classes.stream().anyMatch(OtherMechanisms::isNamedAsJwt)) {
      return " (of @LoginConfig, MicroProfile JWT)";
    }
    return classes.contains(HttpAuthenticationMechanism.class.getName())
        ? " (of @LoginConfig, MicroProfile JWT, or of a definition such as"
            + " @BasicAuthenticationMechanismDefinition)"
        : "";
  }

  /**
   * Whether there is any, with or without a conflict: a handler may select it for some requests.
   */
  boolean exist() {
    return present;
  }

  /** The message for the developer; empty if there is no conflict. */
  Optional<String> conflict() {
    return conflict(areChosenByAHandler());
  }

  /**
   * The message. A handler may choose between mechanisms of the application. The handlers of
   * servers cannot choose between Gatepass and the mechanism that a server adds for
   * {@code @LoginConfig}: Payara 7 answers each request with 500.
   */
  Optional<String> conflict(boolean chosenByAHandler) {
    if (inAnotherWar) {
      return Optional.of(EnterpriseArchive.severalWars("two of them define its mechanism"));
    }
    return classes.isEmpty() || (chosenByAHandler && !ofMicroProfileJwt)
        ? Optional.empty()
        : Optional.of(
            "@RemoteUserAuthenticationMechanismDefinition: the application has another"
                + " HttpAuthenticationMechanism, "
                + String.join(", ", classes)
                + origin()
                + (chosenByAHandler
                    ? ", and the server cannot choose between the two"
                    : ", and Jakarta Security 3.0 supports one")
                + ": remove the other, and use the fallback"
                + " for its logins (example: fallback = Fallback.BASIC)");
  }

  /** Whether the server has Jakarta Security 4.0, in which a handler selects the mechanism. */
  public static boolean areChosenByAHandler() {
    try {
      Class.forName(HANDLER, false, HttpAuthenticationMechanism.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException olderThan4) {
      return false;
    }
  }
}
