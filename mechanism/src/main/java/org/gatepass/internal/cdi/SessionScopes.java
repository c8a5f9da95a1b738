// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Conversation;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ProcessBeanAttributes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatepass.internal.session.CurrentRequest;
import org.gatepass.internal.session.SessionBeans;
import org.gatepass.spi.FailureText;
import org.jspecify.annotations.Nullable;

/**
 * The beans that live in a session. A container finds the session of such a bean without asking the
 * request, so each use goes through a context of ours, which gives an anonymous request a session
 * of its own first; the container's context then does the work. Safe for use by many threads.
 */
final class SessionScopes implements SessionBeans {
  private static final Logger LOG = System.getLogger(SessionScopes.class.getName());

  /** Our scopes, by those of CDI for which they stand. */
  private static final Map<Class<? extends Annotation>, Class<? extends Annotation>> WATCHED =
      Map.of(
          SessionScoped.class, OwnSessionScoped.class,
          ConversationScoped.class, OwnConversationScoped.class);

  private final CurrentRequest current;
  private final Set<Bean<?>> session = ConcurrentHashMap.newKeySet();
  private final Set<Bean<?>> conversation = ConcurrentHashMap.newKeySet();

  private @Nullable BeanManager manager;

  SessionScopes(CurrentRequest current) {
    this.current = current;
  }

  /** In the place of {@link SessionScoped}. */
  @NormalScope(passivating = true)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface OwnSessionScoped {}

  /** In the place of {@link ConversationScoped}. */
  @NormalScope(passivating = true)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface OwnConversationScoped {}

  /** Puts a bean that lives in a session into our scope. */
  void watch(ProcessBeanAttributes<?> found) {
    Class<? extends Annotation> ours = WATCHED.get(found.getBeanAttributes().getScope());
    if (ours != null) {
      found.configureBeanAttributes().scope(ours);
    }
  }

  /** Takes note of a bean: those that other extensions add keep the scope of CDI. */
  void add(Bean<?> bean) {
    Class<? extends Annotation> scope = bean.getScope();
    if (scope == SessionScoped.class || scope == OwnSessionScoped.class) {
      session.add(bean);
    } else if (scope == ConversationScoped.class || scope == OwnConversationScoped.class) {
      conversation.add(bean);
    }
  }

  /**
   * Adds our contexts.
   *
   * @param manager the application's; in a thread of the application's own {@code CDI.current()}
   *     may find none
   */
  void addContexts(AfterBeanDiscovery discovery, BeanManager manager) {
    this.manager = manager;
    WATCHED.forEach((standard, ours) -> discovery.addContext(new Watched(ours, standard)));
  }

  @Override
  public void destroy() {
    if (current.isWithoutRequest()) {
      // What such a thread finds may be the beans of another session.
      return;
    }
    if (!conversation.isEmpty()) {
      endConversation();
      destroy(ConversationScoped.class, conversation);
    }
    if (!session.isEmpty()) {
      destroy(SessionScoped.class, session);
    }
  }

  private BeanManager manager() {
    BeanManager known = manager;
    if (known == null) {
      throw new IllegalStateException("The application has not started");
    }
    return known;
  }

  /** Otherwise its identifier would stay valid. */
  private void endConversation() {
    try {
      Conversation running = manager().createInstance().select(Conversation.class).get();
      if (!running.isTransient()) {
        running.end();
      }
    } catch (RuntimeException none) {
      LOG.log(Level.DEBUG, "No conversation ends with the session", none);
    }
  }

  private void destroy(Class<? extends Annotation> scope, Set<Bean<?>> beans) {
    AlterableContext context;
    try {
      context = (AlterableContext) manager().getContext(scope);
    } catch (RuntimeException inactive) {
      LOG.log(Level.DEBUG, "No beans are destroyed with the session", inactive);
      return;
    }
    for (Bean<?> bean : beans) {
      try {
        context.destroy(bean);
      } catch (RuntimeException failure) {
        LOG.log(
            Level.DEBUG,
            () -> "A bean is left out as the session ends: " + FailureText.of(failure));
      }
    }
  }

  /** The context of one of our scopes. */
  private final class Watched implements AlterableContext {
    private final Class<? extends Annotation> scope;
    private final Class<? extends Annotation> standard;

    Watched(Class<? extends Annotation> scope, Class<? extends Annotation> standard) {
      this.scope = scope;
      this.standard = standard;
    }

    @Override
    public Class<? extends Annotation> getScope() {
      return scope;
    }

    /** OpenWebBeans' context is inactive between two sessions: the first use begins the next. */
    @Override
    public boolean isActive() {
      if (current.isWithoutRequest()) {
        return false;
      }
      if (isHidden()) {
        return true;
      }
      try {
        return standard().isActive();
      } catch (ContextNotActiveException inactive) {
        return false;
      }
    }

    @Override
    public <T> T get(Contextual<T> bean, CreationalContext<T> creation) {
      return used().get(bean, creation);
    }

    /** Asks whether there is an instance, which is no use of the session. */
    @Override
    public <T> @Nullable T get(Contextual<T> bean) {
      return isHidden() ? null : standard().get(bean);
    }

    @Override
    public void destroy(Contextual<?> bean) {
      ((AlterableContext) used()).destroy(bean);
    }

    private boolean isHidden() {
      return current.get().filter(served -> !served.session().isVisible()).isPresent();
    }

    private Context used() {
      current.get().ifPresent(served -> served.session().use());
      return standard();
    }

    private Context standard() {
      if (current.isWithoutRequest()) {
        throw new ContextNotActiveException(
            "Session-scoped beans can't be used in a thread of AsyncContext.start");
      }
      return manager().getContext(standard);
    }
  }
}
