// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;

/**
 * Detects an implementation of Jakarta Security in the server or in a library of the application.
 * Without one no mechanism is called, and the beans of Jakarta Security are missing. Used at the
 * start of an application; not safe for use by many threads.
 */
public final class SecurityImplementation {
  private boolean seen;
  private boolean contextIsOurs;

  /** Records a bean, if it is one of Jakarta Security. */
  void add(Bean<?> bean) {
    seen |=
        bean.getTypes().contains(IdentityStoreHandler.class)
            || (bean.getTypes().contains(SecurityContext.class)
                && !bean.getBeanClass().equals(StandaloneSecurityContext.class));
  }

  /**
   * Whether Gatepass must add a security context. Beans that other extensions will add are not
   * visible at that time. On a server that implements Jakarta Security, the API belongs to the
   * server. Otherwise it belongs to the application, and no class of the application implements it.
   */
  boolean needsOurContext() {
    contextIsOurs =
        !seen
            && SecurityContext.class.getClassLoader()
                == SecurityImplementation.class.getClassLoader();
    return contextIsOurs;
  }

  /** Whether the application has Gatepass's security context. */
  public boolean contextIsOurs() {
    return contextIsOurs;
  }

  /**
   * Whether there is no implementation. Valid once all beans are known, when the application
   * starts.
   */
  public boolean isAbsent() {
    return !seen
        && CDI.current().select(IdentityStoreHandler.class).isUnsatisfied()
        && (contextIsOurs || CDI.current().select(SecurityContext.class).isUnsatisfied());
  }

  /** Whether an application has a security context for password logins. */
  public boolean hasContext() {
    return contextIsOurs || !CDI.current().select(SecurityContext.class).isUnsatisfied();
  }
}
