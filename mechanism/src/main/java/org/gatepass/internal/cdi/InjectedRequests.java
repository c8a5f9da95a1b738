// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.PassivationCapable;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.gatepass.internal.session.CurrentRequest;
import org.jspecify.annotations.Nullable;

/**
 * The injected request and session. A container injects the request that it received, with the
 * proxy's secret and with the session of any caller that the cookie names. These alternatives
 * inject the request and session that servlets receive. Safe for use by many threads.
 */
final class InjectedRequests {
  /**
   * {@code LIBRARY_BEFORE} of Jakarta Interceptors; alternatives of applications have a higher one.
   */
  private static final int LIBRARY_BEFORE = 1_000;

  private final CurrentRequest current;

  InjectedRequests(CurrentRequest current) {
    this.current = current;
  }

  void addBeans(AfterBeanDiscovery discovery) {
    discovery.addBean(
        new Alternative<>(
            HttpServletRequest.class,
            Set.of(Object.class, ServletRequest.class, HttpServletRequest.class)));
    discovery.addBean(
        new Alternative<>(HttpSession.class, Set.of(Object.class, HttpSession.class)));
  }

  /**
   * Delegates each call to the request of the current thread. It is serializable, because a bean
   * that the server passivates may contain it.
   */
  private static final class Delegate implements InvocationHandler, Serializable {
    private static final long serialVersionUID = 1;

    private final Class<?> type;
    private transient @Nullable InjectedRequests requests;

    Delegate(Class<?> type, InjectedRequests requests) {
      this.type = type;
      this.requests = requests;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      InjectedRequests known = requests;
      if (known == null) {
        known = ThisApplication.extension().injectedRequests();
        requests = known;
      }
      try {
        return method.invoke(known.served(type), arguments);
      } catch (InvocationTargetException failure) {
        throw failure.getCause();
      }
    }
  }

  private Object served(Class<?> type) {
    return current
        .get()
        .<Object>map(
            served -> type == HttpSession.class ? served.request().getSession() : served.request())
        .or(() -> ofTheContainer(type))
        .orElseThrow(() -> new IllegalStateException("This thread processes no request"));
  }

  /** For stores and mechanisms, which are called before the request reaches the application. */
  private static Optional<Object> ofTheContainer(Class<?> type) {
    BeanManager manager = RemoteUserExtension.currentManager();
    Set<Bean<?>> others = new HashSet<>(manager.getBeans(type));
    // OpenWebBeans returns a bean of its own that wraps this one.
    others.removeIf(bean -> bean.getBeanClass() == InjectedRequests.class);
    Bean<?> bean = manager.resolve(others);
    return bean == null
        ? Optional.empty()
        : Optional.of(manager.getReference(bean, type, manager.createCreationalContext(bean)));
  }

  /** A bean in place of the container's. */
  private final class Alternative<T> implements Bean<T>, PassivationCapable, Prioritized {
    private final Class<T> type;
    private final Set<Type> types;

    Alternative(Class<T> type, Set<Type> types) {
      this.type = type;
      this.types = types;
    }

    @Override
    public T create(CreationalContext<T> creation) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              new Delegate(type, InjectedRequests.this)));
    }

    @Override
    public void destroy(T instance, CreationalContext<T> creation) {
      creation.release();
    }

    @Override
    public Class<?> getBeanClass() {
      return InjectedRequests.class;
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
      return Set.of();
    }

    @Override
    public Set<Type> getTypes() {
      return types;
    }

    @Override
    public Set<Annotation> getQualifiers() {
      return Set.of(Default.Literal.INSTANCE, Any.Literal.INSTANCE);
    }

    @Override
    public Class<? extends Annotation> getScope() {
      return Dependent.class;
    }

    @Override
    public @Nullable String getName() {
      return null;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
      return Set.of();
    }

    @Override
    public boolean isAlternative() {
      return true;
    }

    @Override
    public int getPriority() {
      return LIBRARY_BEFORE;
    }

    @Override
    public String getId() {
      return InjectedRequests.class.getName() + "#" + type.getSimpleName();
    }
  }
}
