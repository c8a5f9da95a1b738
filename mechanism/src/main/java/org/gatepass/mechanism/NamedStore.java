// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.PassivationCapable;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An identity store of the application and the name by which a session records it: the class of its
 * bean; where several stores share it, which one of how many. Names are the same on each node that
 * runs the same application.
 *
 * @param name the name
 * @param store the store
 * @param readsGroups whether the store can be asked for a caller's groups at any time; one that
 *     does not override {@link IdentityStore#getCallerGroups} answers with none
 * @param isServers whether the store is the server's own: it knows no credential of this library,
 *     and Liberty's log an error for each
 */
record NamedStore(String name, IdentityStore store, boolean readsGroups, boolean isServers) {
  /**
   * Names the stores of an application.
   *
   * @param beans their beans
   * @param references gives the store of a bean
   */
  static List<NamedStore> of(
      Collection<Bean<?>> beans, Function<Bean<?>, IdentityStore> references) {
    Map<String, List<Bean<?>>> byClass =
        beans.stream().collect(Collectors.groupingBy(bean -> bean.getBeanClass().getName()));
    List<NamedStore> stores = new ArrayList<>();
    byClass.forEach(
        (className, sameClass) -> {
          List<Bean<?>> ordered =
              sameClass.stream().sorted(Comparator.comparing(NamedStore::idOf)).toList();
          for (int i = 0; i < ordered.size(); i++) {
            Bean<?> bean = ordered.get(i);
            String name =
                ordered.size() == 1 ? className : className + "#" + (i + 1) + "/" + ordered.size();
            stores.add(
                new NamedStore(
                    name,
                    references.apply(bean),
                    readsGroups(bean.getBeanClass()),
                    !HandlerCalls.seesUs(bean.getBeanClass().getClassLoader())));
          }
        });
    return stores;
  }

  /** What tells a bean from others of its class, wherever it was found. */
  static String idOf(Bean<?> bean) {
    String id = bean instanceof PassivationCapable capable ? capable.getId() : null;
    return id == null ? bean.toString() : id;
  }

  private static boolean readsGroups(Class<?> beanClass) {
    if (beanClass.isInterface() || !IdentityStore.class.isAssignableFrom(beanClass)) {
      // A producer's class, or what an extension says that adds a server's store.
      return true;
    }
    try {
      return !beanClass
          .getMethod("getCallerGroups", CredentialValidationResult.class)
          .getDeclaringClass()
          .equals(IdentityStore.class);
    } catch (NoSuchMethodException | LinkageError unknown) {
      return true;
    }
  }
}
