// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.PassivationCapable;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An identity store of the application and the name by which a session records it: its class; where
 * several stores that validate share the class, also the priority. The name is the same on each
 * node, and does not depend on the order in which a server lists beans.
 *
 * @param name the name, different from those of all other stores that validate
 * @param isUnique whether the name denotes this store on each node; if not, a session can't record
 *     the store that accepted a login
 * @param store the store
 * @param readsGroups whether the store returns a caller's groups at any time; a store that does not
 *     override {@link IdentityStore#getCallerGroups} returns none
 * @param isServers whether the store is the server's: it supports no credential of this library,
 *     and Liberty's stores log an error for each
 */
public record NamedStore(
    String name, boolean isUnique, IdentityStore store, boolean readsGroups, boolean isServers) {
  /**
   * Names the stores of an application.
   *
   * @param beans their beans
   * @param references returns the store of a bean
   */
  public static List<NamedStore> of(
      Collection<Bean<?>> beans, Function<Bean<?>, IdentityStore> references) {
    List<Found> found =
        beans.stream().map(bean -> new Found(bean, references.apply(bean))).toList();
    Map<String, Integer> taken = new HashMap<>();
    return found.stream().map(store -> store.named(found, taken)).toList();
  }

  /** Whether the store accepts each caller that a trusted proxy names. */
  boolean isHeaderStore() {
    return name.equals(HeaderIdentityStore.NAME);
  }

  /** The identifier of a bean, the same for each look-up. */
  public static String idOf(Bean<?> bean) {
    String id = bean instanceof PassivationCapable capable ? capable.getId() : null;
    return id == null ? bean.toString() : id;
  }

  /**
   * The class by which a store is classified as the application's or the server's: the store's
   * class, or the bean class if only that one belongs to the application.
   */
  public static Class<?> judgedClass(Bean<?> bean) {
    Class<?> own = storeClass(bean);
    return LibraryVisibility.isVisibleTo(own.getClassLoader()) ? own : bean.getBeanClass();
  }

  /**
   * The store's class. Soteria's beans have none, and the bean class of a producer is the
   * producer's.
   */
  private static Class<?> storeClass(Bean<?> bean) {
    return Stream.<Type>concat(Stream.of(bean.getBeanClass()), bean.getTypes().stream())
        .filter(Class.class::isInstance)
        .<Class<?>>map(Class.class::cast)
        .filter(type -> IdentityStore.class.isAssignableFrom(type) && !type.isInterface())
        .min(Comparator.comparingInt(NamedStore::subclassesFirst).thenComparing(Class::getName))
        .orElse(bean.getBeanClass());
  }

  private static int subclassesFirst(Class<?> type) {
    int depth = 0;
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      depth--;
    }
    return depth;
  }

  private static boolean readsGroups(Class<?> storeClass) {
    if (storeClass.isInterface() || !IdentityStore.class.isAssignableFrom(storeClass)) {
      // A producer's class, or that of an extension that adds a server's store.
      return true;
    }
    try {
      return !storeClass
          .getMethod("getCallerGroups", CredentialValidationResult.class)
          .getDeclaringClass()
          .equals(IdentityStore.class);
    } catch (NoSuchMethodException | LinkageError unknown) {
      return true;
    }
  }

  private record Found(Bean<?> bean, IdentityStore store) {
    NamedStore named(List<Found> all, Map<String, Integer> taken) {
      List<Found> sameClass =
          all.stream()
              .filter(other -> other.validates() && other.className().equals(className()))
              .toList();
      boolean isUnique =
          sameClass.stream().filter(other -> other.priority() == priority()).count() < 2;
      String name = sameClass.size() < 2 ? className() : className() + "#" + priority();
      return new NamedStore(
          isUnique ? name : name + "/" + taken.merge(name, 1, Integer::sum),
          isUnique,
          store,
          readsGroups(storeClass()),
          isServers());
    }

    boolean validates() {
      return store.validationTypes().contains(ValidationType.VALIDATE);
    }

    int priority() {
      return store.priority();
    }

    String className() {
      return storeClass().getName();
    }

    Class<?> storeClass() {
      return NamedStore.storeClass(bean);
    }

    boolean isServers() {
      return !LibraryVisibility.isVisibleTo(judgedClass(bean).getClassLoader());
    }
  }
}
