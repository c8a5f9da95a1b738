// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AccountOptions;

/** Directories without hooks and observers. */
final class TestDirectories {
  private TestDirectories() {}

  static AccountDirectory of(AccountDatabase database) {
    return new AccountDirectory(
        database,
        () ->
            new AccountOptions(
                true, 5, false, Duration.ZERO, AccountOptions.DEFAULT_PASSWORD_COST, Set.of()),
        Optional.empty(),
        InstantSource.system(),
        event -> {});
  }
}
