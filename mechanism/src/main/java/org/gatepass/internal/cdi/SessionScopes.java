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
 * The scopes of beans in sessions. A container finds the session of such a bean without the
 * request. So each use goes through a context of Gatepass, which first gives an anonymous request a
 * session of its own and then delegates to the container's context. Safe for use by many threads.
 */
final class SessionScopes implements SessionBeans {
  private static final Logger LOG = System.getLogger(SessionScopes.class.getName());

  /** Gatepass's scopes, by the scopes of CDI that they replace. */
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

  /** Replaces {@link SessionScoped}. */
  @NormalScope(passivating = true)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface OwnSessionScoped {}

  /** Replaces {@link ConversationScoped}. */
  @NormalScope(passivating = true)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface OwnConversationScoped {}

  /** Replaces the scope of a bean in sessions. */
  void watch(ProcessBeanAttributes<?> found) {
    Class<? extends Annotation> replacement = WATCHED.get(found.getBeanAttributes().getScope());
    if (replacement != null) {
      found.configureBeanAttributes().scope(replacement);
    }
  }

  /** Records a bean: beans of other extensions keep the scope of CDI. */
  void add(Bean<?> bean) {
    Class<? extends Annotation> scope = bean.getScope();
    if (scope == SessionScoped.class || scope == OwnSessionScoped.class) {
      session.add(bean);
    } else if (scope == ConversationScoped.class || scope == OwnConversationScoped.class) {
      conversation.add(bean);
    }
  }

  /**
   * Adds the contexts.
   *
   * @param discovery the event
   * @param manager the application's bean manager; in a thread that the application has started,
   *     {@code CDI.current()} may be unavailable
   */
  void addContexts(AfterBeanDiscovery discovery, BeanManager manager) {
    this.manager = manager;
    WATCHED.forEach(
        (standard, replacement) -> discovery.addContext(new Watched(replacement, standard)));
  }

  @Override
  public void destroy() {
    if (current.isWithoutRequest()) {
      // Such a thread may find the beans of another session.
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

  /** Ends the conversation, whose identifier would otherwise remain valid. */
  private void endConversation() {
    try {
      Conversation running = manager().createInstance().select(Conversation.class).get();
      if (!running.isTransient()) {
        running.end();
      }
    } catch (RuntimeException none) {
      LOG.log(Level.DEBUG, "No conversation was ended with the session", none);
    }
  }

  private void destroy(Class<? extends Annotation> scope, Set<Bean<?>> beans) {
    AlterableContext context;
    try {
      context = (AlterableContext) manager().getContext(scope);
    } catch (RuntimeException inactive) {
      LOG.log(Level.DEBUG, "No beans were destroyed with the session", inactive);
      return;
    }
    for (Bean<?> bean : beans) {
      try {
        context.destroy(bean);
      } catch (RuntimeException failure) {
        LOG.log(
            Level.DEBUG,
            () -> "A bean could not be destroyed with the session: " + FailureText.of(failure));
      }
    }
  }

  /** The context of one of Gatepass's scopes. */
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

    /**
     * Active also between two sessions, where OpenWebBeans' context is not: the first use begins
     * one.
     */
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

    /** Returns an existing instance, without using the session. */
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
