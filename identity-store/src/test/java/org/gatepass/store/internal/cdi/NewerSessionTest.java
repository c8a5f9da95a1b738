// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.gatepass.store.internal.freshness.Freshness;
import org.junit.jupiter.api.Test;

/**
 * A session that is newer than the cached caller: a password was changed on another node, and alice
 * has just logged in with the new one on this node.
 */
class NewerSessionTest {
  private final Database database = new Database();
  private final CallerDirectory directory = cached(database);

  NewerSessionTest() {
    directory.find("alice");
    database.stamp = "new";
  }

  /** Caches for one second, on a clock that stands still. */
  private static CallerDirectory cached(CallerDirectory callers) {
    Freshness freshness = new Freshness(Duration.ofSeconds(1)::toNanos, () -> 0);
    return freshness.remembering(callers, freshness.clock(() -> 1L));
  }

  @Test
  void cachesTheCallerOfBefore() {
    assertThat(directory.find("alice").orElseThrow().securityStamp()).isEqualTo("old");
  }

  @Test
  void goesOnByHeader() {
    ActiveUserIdentityStore store =
        new ActiveUserIdentityStore(
            directory,
            new AccountOptions(
                false,
                1,
                false,
                Duration.ofSeconds(1),
                AccountOptions.DEFAULT_PASSWORD_COST,
                Set.of()),
            InstantSource.system());

    assertThat(store.validate(remembered(AuthenticatedBy.HEADER, "new")).getStatus())
        .isEqualTo(Status.VALID);
    assertThat(store.validate(remembered(AuthenticatedBy.HEADER, "other")).getStatus())
        .isEqualTo(Status.INVALID);
  }

  @Test
  void goesOnByPassword() {
    DatabasePasswordIdentityStore store =
        new DatabasePasswordIdentityStore(directory, InstantSource.system());

    assertThat(store.validate(remembered(AuthenticatedBy.PASSWORD, "new")).getStatus())
        .isEqualTo(Status.VALID);
    assertThat(store.validate(remembered(AuthenticatedBy.PASSWORD, "other")).getStatus())
        .isEqualTo(Status.INVALID);
  }

  private static RememberedCallerCredential remembered(AuthenticatedBy way, String stamp) {
    return new RememberedCallerCredential("alice", way, stamp);
  }

  private static final class Database extends UnchangingDirectory {
    private String stamp = "old";

    @Override
    public Optional<KnownCaller> ask(String name) {
      return Optional.of(
          new KnownCaller(
              name,
              true,
              true,
              true,
              "hash",
              false,
              Set.of(),
              null,
              null,
              null,
              stamp,
              null,
              LoginTimes.UNLIMITED));
    }
  }
}
