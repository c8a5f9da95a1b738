// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Detects an implementation of Jakarta Security in the server or in a library of the application.
 * Without one, as on Tomcat and Jetty, no mechanism is called, and the beans of Jakarta Security
 * are missing; Gatepass then adds a security context. Used at the start of an application; only the
 * security context may be used by many threads.
 */
public final class SecurityImplementation {
  private boolean seen;
  private boolean contextIsOurs;
  private volatile @Nullable SecurityContext ownContext;

  /** Records a bean, if it is one of Jakarta Security. */
  void add(Bean<?> bean) {
    seen |=
        bean.getTypes().contains(IdentityStoreHandler.class)
            || (bean.getTypes().contains(SecurityContext.class)
                && !bean.getBeanClass().equals(SecurityImplementation.class));
  }

  /**
   * Adds the bean of Gatepass's security context, if it is needed. Beans that other extensions will
   * add are not visible at that time. On a server that implements Jakarta Security, the API belongs
   * to the server. Otherwise it belongs to the application, and no class of the application
   * implements it.
   */
  void addContextIfNeeded(AfterBeanDiscovery discovery) {
    contextIsOurs =
        !seen
            && SecurityContext.class.getClassLoader()
                == SecurityImplementation.class.getClassLoader();
    if (contextIsOurs) {
      discovery
          .<SecurityContext>addBean()
          .beanClass(SecurityImplementation.class)
          .types(Object.class, SecurityContext.class)
          .scope(Dependent.class)
          .id(SecurityImplementation.class.getName())
          .createWith(context -> lateContext());
    }
  }

  /** Delegates to the context. Beans may inject it before the start of the application sets it. */
  private SecurityContext lateContext() {
    return (SecurityContext)
        Proxy.newProxyInstance(
            SecurityContext.class.getClassLoader(),
            new Class<?>[] {SecurityContext.class},
            (proxy, method, arguments) -> {
              SecurityContext context = ownContext;
              if (context == null) {
                throw new IllegalStateException("The application has not started");
              }
              try {
                return method.invoke(context, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  /** Sets the instance of Gatepass's security context. */
  public void useContext(SecurityContext context) {
    ownContext = context;
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
        && ThisApplication.isUnsatisfied(IdentityStoreHandler.class)
        && (contextIsOurs || ThisApplication.isUnsatisfied(SecurityContext.class));
  }

  /** Whether an application has a security context for password logins. */
  public boolean hasContext() {
    return contextIsOurs || !ThisApplication.isUnsatisfied(SecurityContext.class);
  }
}
