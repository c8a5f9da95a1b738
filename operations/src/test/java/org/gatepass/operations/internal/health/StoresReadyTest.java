// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.gatepass.store.StoreReadiness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoresReadyTest {
  private boolean read;

  private static HealthCheckResponse call(@Nullable StoreReadiness bean) {
    return new StoresReady(() -> Optional.ofNullable(bean)).call();
  }

  @Test
  void followsTheStores() {
    StoreReadiness stores = () -> read;

    assertThat(call(stores).getStatus()).isEqualTo(Status.DOWN);

    read = true;
    assertThat(call(stores).getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void failsOutsideTheApplicationUntilTheStoresAreReady() {
    StoreReadiness stores = () -> read;
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      assertThatIllegalStateException().isThrownBy(() -> call(stores));

      read = true;
      assertThat(call(stores).getStatus()).isEqualTo(Status.UP);
    } finally {
      Thread.currentThread().setContextClassLoader(application);
    }
  }

  @Test
  void followsTheStoresInALoaderBelowThatOfTheApplication() {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new ClassLoader(application) {});
    try {
      assertThat(call(() -> false).getStatus()).isEqualTo(Status.DOWN);
    } finally {
      Thread.currentThread().setContextClassLoader(application);
    }
  }

  @Test
  void isUpWithoutAccountsInADatabase() {
    assertThat(call(null).getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void hasANameAndNoData() {
    HealthCheckResponse response = call(null);

    assertThat(response.getName()).isEqualTo("gatepass-identity-stores");
    assertThat(response.getData()).isEmpty();
  }
}
