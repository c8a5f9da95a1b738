// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;

/**
 * Whether anything implements Jakarta Security here: the server, or a library of the application.
 * Without it nobody asks a mechanism, and its beans are missing. For the start of an application,
 * which is one thread's.
 */
public final class SecurityImplementation {
  private boolean seen;
  private boolean contextIsOurs;

  /** Takes note of a bean, if it is one of Jakarta Security. */
  void add(Bean<?> bean) {
    seen |=
        bean.getTypes().contains(IdentityStoreHandler.class)
            || (bean.getTypes().contains(SecurityContext.class)
                && !bean.getBeanClass().equals(StandaloneSecurityContext.class));
  }

  /**
   * Whether the application is to get a security context of ours. Beans that others will add can't
   * be seen at that time: where a server implements Jakarta Security, the API is the server's; here
   * it is the application's own, and nothing in the application implements it.
   */
  boolean needsOurContext() {
    contextIsOurs =
        !seen
            && SecurityContext.class.getClassLoader()
                == SecurityImplementation.class.getClassLoader();
    return contextIsOurs;
  }

  /** Whether the application has a security context of ours. */
  public boolean contextIsOurs() {
    return contextIsOurs;
  }

  /** Whether there is none; for when the application starts and all beans are known. */
  public boolean isAbsent() {
    return !seen
        && CDI.current().select(IdentityStoreHandler.class).isUnsatisfied()
        && (contextIsOurs || CDI.current().select(SecurityContext.class).isUnsatisfied());
  }

  /** Whether an application can hand over a password here. */
  public boolean hasContext() {
    return contextIsOurs || !CDI.current().select(SecurityContext.class).isUnsatisfied();
  }
}
