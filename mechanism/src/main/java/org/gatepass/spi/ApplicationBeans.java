// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The beans of an application that a portable extension has collected at deployment. A look-up
 * through {@code CDI.current()} starts from the library's own archive. On Payara the order of
 * archives decides whether the application's beans are visible from there; this collection always
 * contains them. Safe for use by many threads.
 */
public final class ApplicationBeans {
  private final Set<Bean<?>> beans = ConcurrentHashMap.newKeySet();
  private final Predicate<Bean<?>> wanted;
  private volatile @Nullable BeanManager manager;

  /**
   * Creates an empty collection.
   *
   * @param wanted selects the beans to collect
   */
  public ApplicationBeans(Predicate<Bean<?>> wanted) {
    this.wanted = wanted;
  }

  /**
   * Adds a bean, if the collection's predicate selects it.
   *
   * @param bean the bean of a {@code ProcessBean} event
   * @param owner the bean manager of the extension that observes the event
   */
  public void add(Bean<?> bean, BeanManager owner) {
    manager = owner;
    if (wanted.test(bean)) {
      beans.add(bean);
    }
  }

  /**
   * Whether a bean has a type and the qualifier {@code @Default}.
   *
   * @param bean the bean
   * @param type the type
   * @return whether {@code @Inject} without a qualifier could resolve to this bean
   */
  public static boolean isPlain(Bean<?> bean, Class<?> type) {
    return bean.getTypes().contains(type)
        && bean.getQualifiers().contains(Default.Literal.INSTANCE);
  }

  /**
   * Finds the bean of a type that {@code @Inject} without a qualifier would resolve to.
   *
   * @param type the type
   * @param <T> the type
   * @return a contextual reference to the bean, or empty if no collected bean has this type and the
   *     qualifier {@code @Default}
   * @throws jakarta.enterprise.inject.AmbiguousResolutionException if there are several
   */
  public <T> Optional<T> find(Class<T> type) {
    return reference(bean -> isPlain(bean, type), type);
  }

  /**
   * Finds the bean with a name.
   *
   * @param name the bean name, as in {@code @Named}
   * @return a contextual reference to the bean, or empty if no collected bean has this name
   * @throws jakarta.enterprise.inject.AmbiguousResolutionException if there are several
   */
  public Optional<Object> named(String name) {
    return reference(bean -> name.equals(bean.getName()), Object.class);
  }

  /**
   * Finds the bean that a predicate selects.
   *
   * @param type a type of the bean
   * @param meant selects the bean among those that were collected
   * @param <T> the type
   * @return a contextual reference to the bean, or empty if the predicate selects none
   * @throws jakarta.enterprise.inject.AmbiguousResolutionException if there are several
   */
  public <T> Optional<T> find(Class<T> type, Predicate<Bean<?>> meant) {
    return reference(meant, type);
  }

  /**
   * Returns all collected beans of a type, with any qualifiers.
   *
   * @param type a type of the beans
   * @return the beans, in no particular order
   */
  public List<Bean<?>> all(Class<?> type) {
    List<Bean<?>> found = new ArrayList<>(beans);
    found.removeIf(bean -> !bean.getTypes().contains(type));
    return found;
  }

  /**
   * Returns a contextual reference to a bean.
   *
   * @param bean the bean
   * @param type a type of the bean
   * @param <T> the type
   * @return the contextual reference
   */
  public <T> T reference(Bean<?> bean, Class<T> type) {
    BeanManager manager = manager();
    return type.cast(manager.getReference(bean, type, manager.createCreationalContext(bean)));
  }

  /**
   * Returns the classes of all collected beans of a type, with any qualifiers.
   *
   * @param type a type of the beans
   * @return the bean classes, unmodifiable
   */
  public Set<Class<?>> classes(Class<?> type) {
    return beans.stream()
        .filter(bean -> bean.getTypes().contains(type))
        .<Class<?>>map(Bean::getBeanClass)
        .collect(Collectors.toUnmodifiableSet());
  }

  private <T> Optional<T> reference(Predicate<Bean<?>> meant, Class<T> type) {
    Set<Bean<?>> found = new HashSet<>();
    beans.stream().filter(meant).forEach(found::add);
    Bean<?> bean = manager().resolve(found);
    return bean == null ? Optional.empty() : Optional.of(reference(bean, type));
  }

  /**
   * The extension's bean manager: in an EAR on Payara, {@code CDI.current()} may be another WAR's,
   * or unavailable.
   */
  private BeanManager manager() {
    BeanManager known = manager;
    return known == null ? CDI.current().getBeanManager() : known;
  }
}
