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
 * The beans of an application as an extension has seen them at deployment. A look-up through {@code
 * CDI.current()} asks from the library's own archive, and on Payara it depends on the order of
 * archives whether that one sees the application's; this one always does. Safe for use by many
 * threads.
 */
public final class ApplicationBeans {
  private final Set<Bean<?>> beans = ConcurrentHashMap.newKeySet();
  private final Predicate<Bean<?>> wanted;
  private volatile @Nullable BeanManager manager;

  /**
   * Makes an empty collection.
   *
   * @param wanted which beans are worth keeping
   */
  public ApplicationBeans(Predicate<Bean<?>> wanted) {
    this.wanted = wanted;
  }

  /**
   * Keeps a bean, if it is wanted.
   *
   * @param bean a bean that is being processed
   * @param owner the bean manager of the extension that processes it
   */
  public void add(Bean<?> bean, BeanManager owner) {
    manager = owner;
    if (wanted.test(bean)) {
      beans.add(bean);
    }
  }

  /**
   * Whether a bean has a type among its types and no qualifier that keeps it from plain injection.
   *
   * @param bean the bean
   * @param type the type
   * @return whether {@code @Inject} of that type could mean this bean
   */
  public static boolean isPlain(Bean<?> bean, Class<?> type) {
    return bean.getTypes().contains(type)
        && bean.getQualifiers().contains(Default.Literal.INSTANCE);
  }

  /**
   * Finds the one bean of a type without a qualifier.
   *
   * @param type the type
   * @param <T> the type
   * @return a reference to it, or empty when there is none
   * @throws jakarta.enterprise.inject.AmbiguousResolutionException when there are several
   */
  public <T> Optional<T> find(Class<T> type) {
    return reference(bean -> isPlain(bean, type), type);
  }

  /**
   * Finds the bean of a name.
   *
   * @param name the name, as {@code @Named} gives it
   * @return a reference to it, or empty when there is none
   */
  public Optional<Object> named(String name) {
    return reference(bean -> name.equals(bean.getName()), Object.class);
  }

  /**
   * Finds the one bean that is meant.
   *
   * @param type a type that it has
   * @param meant tells it from the others that are kept
   * @param <T> the type
   * @return a reference to it, or empty when there is none
   * @throws jakarta.enterprise.inject.AmbiguousResolutionException when there are several
   */
  public <T> Optional<T> find(Class<T> type, Predicate<Bean<?>> meant) {
    return reference(meant, type);
  }

  /**
   * Gives all beans of a type, whatever their qualifiers.
   *
   * @param type a type that they have
   * @return the beans, in no order
   */
  public List<Bean<?>> all(Class<?> type) {
    List<Bean<?>> found = new ArrayList<>(beans);
    found.removeIf(bean -> !bean.getTypes().contains(type));
    return found;
  }

  /**
   * Gives a reference to a bean.
   *
   * @param bean the bean
   * @param type a type that it has
   * @param <T> the type
   * @return the reference
   */
  public <T> T reference(Bean<?> bean, Class<T> type) {
    BeanManager manager = manager();
    return type.cast(manager.getReference(bean, type, manager.createCreationalContext(bean)));
  }

  /**
   * Gives the classes of all beans of a type, whatever their qualifiers.
   *
   * @param type a type that they have
   * @return their classes
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

  /** The extension's own: in an EAR on Payara, the current one may be another WAR's, or none. */
  private BeanManager manager() {
    BeanManager known = manager;
    return known == null ? CDI.current().getBeanManager() : known;
  }
}
