// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.persistence.EntityManagerFactory;
import java.time.InstantSource;
import java.util.Optional;
import org.gatepass.CallerAuthenticated;
import org.gatepass.mechanism.ApplicationBeans;
import org.jspecify.annotations.Nullable;

/**
 * Adds the identity stores whose definitions an application has, and with either of them {@link
 * UserAccounts}. Managed beans without injection points, for the reasons that hold for the
 * mechanism too.
 */
public class StoreExtension implements Extension {
  private @Nullable ActiveUserIdentityStoreDefinition activeUser;
  private @Nullable DatabasePasswordIdentityStoreDefinition databasePassword;
  private final ApplicationBeans beans =
      new ApplicationBeans(
          bean ->
              ApplicationBeans.isPlain(bean, EntityManagerFactory.class)
                  || ApplicationBeans.isPlain(bean, NewTransaction.class));
  private volatile @Nullable AccountPersistence persistence;

  /** For the container. */
  public StoreExtension() {}

  static StoreExtension ofThisApplication() {
    return CDI.current().getBeanManager().getExtension(StoreExtension.class);
  }

  /** The same, or empty when the application has no CDI. */
  static Optional<StoreExtension> ofThisApplicationIfAny() {
    try {
      return Optional.of(ofThisApplication());
    } catch (IllegalStateException noCdi) {
      return Optional.empty();
    }
  }

  <T> void findDefinitions(
      @Observes
          @WithAnnotations({
            ActiveUserIdentityStoreDefinition.class,
            DatabasePasswordIdentityStoreDefinition.class
          })
          ProcessAnnotatedType<T> type) {
    ActiveUserIdentityStoreDefinition active =
        type.getAnnotatedType().getAnnotation(ActiveUserIdentityStoreDefinition.class);
    if (active != null) {
      activeUser = active;
    }
    DatabasePasswordIdentityStoreDefinition password =
        type.getAnnotatedType().getAnnotation(DatabasePasswordIdentityStoreDefinition.class);
    if (password != null) {
      databasePassword = password;
    }
  }

  <T> void findBean(@Observes ProcessBean<T> found) {
    beans.add(found.getBean());
  }

  void addStores(@Observes AfterTypeDiscovery discovery) {
    if (activeUser != null) {
      add(discovery, ActiveUserIdentityStore.class);
    }
    if (databasePassword != null) {
      add(discovery, DatabasePasswordIdentityStore.class);
    }
    if (isOn()) {
      add(discovery, UserAccounts.class);
      add(discovery, NewTransaction.class);
    }
  }

  void noteLogin(@Observes CallerAuthenticated login) {
    if (isOn()) {
      persistence().noteSessionLogin(login.principal().getName());
    }
  }

  /** The application's accounts, in the persistence unit that it hands over. */
  AccountPersistence persistence() {
    AccountPersistence known = persistence;
    if (known == null) {
      known =
          new AccountPersistence(
              PersistenceUnitLookup.entityManagerFactory(beans),
              beans.find(NewTransaction.class).orElseThrow(),
              InstantSource.system());
      persistence = known;
    }
    return known;
  }

  /** Whether the application has a definition of either store. */
  boolean isOn() {
    return activeUser != null || databasePassword != null;
  }

  int activeUserPriority() {
    return activeUser == null ? 0 : activeUser.priority();
  }

  int databasePasswordPriority() {
    return databasePassword == null ? 0 : databasePassword.priority();
  }

  private static void add(AfterTypeDiscovery discovery, Class<?> type) {
    discovery.addAnnotatedType(type, type.getName()).add(ApplicationScoped.Literal.INSTANCE);
  }
}
