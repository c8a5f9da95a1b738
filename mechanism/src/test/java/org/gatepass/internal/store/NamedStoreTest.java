// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.PROVIDE_GROUPS;
import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.VALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamedStoreTest {
  private static final Set<IdentityStore.ValidationType> BOTH =
      EnumSet.of(VALIDATE, PROVIDE_GROUPS);

  private static class Directory implements IdentityStore {
    private final int priority;
    private final Set<ValidationType> types;

    Directory(int priority, Set<ValidationType> types) {
      this.priority = priority;
      this.types = types;
    }

    @Override
    public CredentialValidationResult validate(Credential credential) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }

    @Override
    public Set<String> getCallerGroups(CredentialValidationResult result) {
      return Set.of();
    }

    @Override
    public int priority() {
      return priority;
    }

    @Override
    public Set<ValidationType> validationTypes() {
      return types;
    }
  }

  private static final class Table extends Directory {
    Table(int priority) {
      super(priority, BOTH);
    }
  }

  /** A bean as an extension adds it, of which CDI has only the class or the types. */
  private record FakeBean(Class<?> beanClass, Set<Type> types, IdentityStore store)
      implements Bean<IdentityStore> {
    @Override
    public Class<?> getBeanClass() {
      return beanClass;
    }

    @Override
    public Set<Type> getTypes() {
      return types;
    }

    @Override
    public IdentityStore create(CreationalContext<IdentityStore> context) {
      return store;
    }

    @Override
    public void destroy(IdentityStore instance, CreationalContext<IdentityStore> context) {}

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
      return Set.of();
    }

    @Override
    public Set<Annotation> getQualifiers() {
      return Set.of();
    }

    @Override
    public Class<? extends Annotation> getScope() {
      return ApplicationScoped.class;
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
      return false;
    }
  }

  private static Bean<?> bean(Class<?> beanClass, IdentityStore store) {
    return new FakeBean(beanClass, Set.of(Object.class, IdentityStore.class), store);
  }

  /** As Soteria adds a definition's store: without a class. */
  private static Bean<?> typed(IdentityStore store) {
    return new FakeBean(
        Object.class, Set.of(Object.class, IdentityStore.class, store.getClass()), store);
  }

  private static List<NamedStore> named(Bean<?>... beans) {
    return NamedStore.of(List.of(beans), bean -> ((FakeBean) bean).store());
  }

  @Test
  void isNamedAfterItsClass() {
    assertThat(named(bean(Directory.class, new Directory(80, BOTH))))
        .extracting(NamedStore::name)
        .containsExactly(Directory.class.getName());
  }

  @Test
  void isNamedAfterItsTypeWhereTheBeanHasNoClass() {
    assertThat(named(typed(new Table(70)), typed(new Directory(80, BOTH))))
        .extracting(NamedStore::name)
        .containsExactly(Table.class.getName(), Directory.class.getName());
  }

  @Test
  void bearsItsPriorityWhereOthersThatValidateShareTheClass() {
    assertThat(
            named(
                bean(Directory.class, new Directory(90, BOTH)),
                bean(Directory.class, new Directory(80, BOTH))))
        .allMatch(NamedStore::isUnique)
        .extracting(NamedStore::name)
        .containsExactly(Directory.class.getName() + "#90", Directory.class.getName() + "#80");
  }

  @Test
  void sharesItsNameWithAStoreThatOnlyGivesGroups() {
    assertThat(
            named(
                bean(Directory.class, new Directory(80, BOTH)),
                bean(Directory.class, new Directory(80, EnumSet.of(PROVIDE_GROUPS)))))
        .allMatch(NamedStore::isUnique)
        .extracting(NamedStore::name)
        .containsOnly(Directory.class.getName());
  }

  @Test
  void isNotUniqueWhereAnotherHasItsClassAndPriority() {
    assertThat(
            named(
                bean(Directory.class, new Directory(80, BOTH)),
                bean(Directory.class, new Directory(80, BOTH)),
                bean(Directory.class, new Directory(90, BOTH))))
        .extracting(NamedStore::name, NamedStore::isUnique)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Directory.class.getName() + "#80/1", false),
            org.assertj.core.groups.Tuple.tuple(Directory.class.getName() + "#80/2", false),
            org.assertj.core.groups.Tuple.tuple(Directory.class.getName() + "#90", true));
  }

  @Test
  void isTheServersWhereNeitherItsClassNorItsTypeSeesTheLibrary() {
    assertThat(named(bean(Object.class, new Directory(80, BOTH)))).allMatch(NamedStore::isServers);
    assertThat(named(typed(new Directory(80, BOTH)), bean(Directory.class, new Table(70))))
        .noneMatch(NamedStore::isServers);
  }
}
