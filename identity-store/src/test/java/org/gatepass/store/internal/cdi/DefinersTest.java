// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.annotation.Annotation;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;
import org.junit.jupiter.api.Test;

class DefinersTest {
  @ActiveUserIdentityStoreDefinition
  @DatabasePasswordIdentityStoreDefinition
  static class Both {}

  @DatabasePasswordIdentityStoreDefinition(priority = 60)
  static class Forgotten {}

  private static Definers of(Class<?>... types) {
    Definers definers = new Definers();
    for (Class<?> type : types) {
      for (Annotation definition : type.getAnnotations()) {
        definers.add(definition, type);
      }
    }
    return definers;
  }

  @Test
  void allowOneClassForEachStore() {
    assertThatNoException().isThrownBy(of(Both.class)::check);
    // A server may show a class more than once.
    assertThatNoException().isThrownBy(of(Both.class, Both.class)::check);
  }

  @Test
  void areNamedWhereAStoreHasTwoDefinitions() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(of(Both.class, Forgotten.class)::check)
        .withMessage(
            "@DatabasePasswordIdentityStoreDefinition is on several classes, and an application has"
                + " one store of the kind: org.gatepass.store.internal.cdi.DefinersTest$Both,"
                + " org.gatepass.store.internal.cdi.DefinersTest$Forgotten");
  }
}
