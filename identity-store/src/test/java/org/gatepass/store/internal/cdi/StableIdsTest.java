// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.caller.UnchangingDirectory;
import org.gatepass.store.internal.freshness.Freshness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision about a header login by the stored and the asserted stable id. */
class StableIdsTest {
  private final Accounts accounts = new Accounts();
  private boolean createUnknown;
  private boolean allowInactive;

  private CredentialValidationResult validate(
      CallerDirectory directory, RemoteUserCredential header) {
    return new ActiveUserIdentityStore(
            directory,
            new AccountOptions(
                createUnknown,
                1,
                allowInactive,
                Duration.ZERO,
                AccountOptions.DEFAULT_PASSWORD_COST,
                Set.of()),
            InstantSource.system())
        .validate(header);
  }

  /** The name of the account that is logged in to, or the code of the rejection. */
  private String login(CallerDirectory directory, String name, @Nullable String id) {
    RemoteUserCredential header = new RemoteUserCredential(name, Set.of(), null, null, id, false);
    CredentialValidationResult result = validate(directory, header);
    return result.getStatus() == Status.VALID
        ? result.getCallerPrincipal().getName()
        : header.rejection().name();
  }

  private String login(String name, @Nullable String id) {
    return login(accounts, name, id);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // alice's id, bob's id, asserted name and id; account or code, alice's id afterwards
        "-, -, alice, -, alice, -", // no ids are configured
        "7, -, alice, -, alice, 7", // no longer
        "-, -, alice, 7, alice, 7", // the first login with an id
        "7, -, alice, 7, alice, 7",
        "7, -, alice, 8, WRONG_ID, 7", // another person with alice's name
        "aB, -, alice, AB, WRONG_ID, aB",
        "-, 7, alice, 7, WRONG_ID, -", // two accounts of one person
        "8, 7, alice, 7, WRONG_ID, 8", // a forged id, or exchanged names
        "7, -, alicia, 7, alice, 7", // renamed at the proxy
        "7, -, alicia, -, UNKNOWN_CALLER, 7",
        "7, -, alicia, 8, UNKNOWN_CALLER, 7",
        "-, -, alicia, 7, UNKNOWN_CALLER, -"
      })
  void decideTogetherWithTheName(
      @Nullable String idOfAlice,
      @Nullable String idOfBob,
      String name,
      @Nullable String id,
      String outcome,
      @Nullable String afterwards) {
    accounts.add("alice", idOfAlice, true, true);
    accounts.add("bob", idOfBob, true, true);

    assertThat(login(name, id)).isEqualTo(outcome);
    assertThat(accounts.idOf("alice")).isEqualTo(afterwards);
    assertThat(accounts.idOf("bob")).isEqualTo(idOfBob);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, false, true, alice, INACTIVE_CALLER",
        "7, false, true, alice, INACTIVE_CALLER",
        "7, false, true, alicia, INACTIVE_CALLER",
        "8, false, true, alice, INACTIVE_CALLER",
        "-, true, false, alice, HEADER_LOGIN_NOT_ALLOWED",
        "8, true, false, alice, HEADER_LOGIN_NOT_ALLOWED"
      })
  void bindNoAccountThatAdmitsNoHeader(
      @Nullable String stored, boolean active, boolean byHeader, String name, String outcome) {
    accounts.add("alice", stored, active, byHeader);

    assertThat(login(name, "7")).isEqualTo(outcome);
    assertThat(accounts.idOf("alice")).isEqualTo(stored);
  }

  @Test
  void bindAnInactiveAccountThatIsAdmitted() {
    allowInactive = true;
    accounts.add("alice", null, false, true);

    assertThat(login("alice", "7")).isEqualTo("alice");
    assertThat(login("alice", "8")).isEqualTo("WRONG_ID");
  }

  @Test
  void admitNoOtherPersonAfterTheFirstLogin() {
    accounts.add("alice", null, true, true);

    assertThat(login("alice", "7")).isEqualTo("alice");
    assertThat(login("alice", "8")).isEqualTo("WRONG_ID");
    assertThat(login("alice", "7")).isEqualTo("alice");
  }

  @Test
  void bindACreatedAccount() {
    createUnknown = true;

    assertThat(login("zoe", "9")).isEqualTo("zoe");
    assertThat(accounts.idOf("zoe")).isEqualTo("9");
    assertThat(login("zoe", "10")).isEqualTo("WRONG_ID");
  }

  @Test
  void createNoSecondAccountForAPersonWithAnotherName() {
    createUnknown = true;
    accounts.add("alice", "7", true, true);

    assertThat(login("alicia", "7")).isEqualTo("alice");
    assertThat(accounts.rows).containsOnlyKeys("alice");
  }

  @Test
  void rejectTheLoginThatAnotherOneHasOvertaken() {
    accounts.add("alice", null, true, true);
    accounts.beforeBinding = () -> accounts.add("alice", "8", true, true);

    assertThat(login("alice", "7")).isEqualTo("WRONG_ID");
    assertThat(accounts.idOf("alice")).isEqualTo("8");
  }

  @Test
  void areComparedWithoutAQueryWhereTheAccountIsCached() {
    accounts.add("alice", "7", true, true);
    Freshness freshness = new Freshness(Duration.ofSeconds(1)::toNanos, () -> 0);
    CallerDirectory cached = freshness.remembering(accounts, freshness.clock(() -> 1L));
    assertThat(login(cached, "alice", "7")).isEqualTo("alice");
    accounts.questions.clear();

    assertThat(login(cached, "alice", "7")).isEqualTo("alice");
    assertThat(login(cached, "alice", "8")).isEqualTo("WRONG_ID");

    assertThat(accounts.questions).isEmpty();
  }

  @Test
  void bindACachedAccountInTheDatabase() {
    accounts.add("alice", null, true, true);
    Freshness freshness = new Freshness(Duration.ofSeconds(1)::toNanos, () -> 0);
    CallerDirectory cached = freshness.remembering(accounts, freshness.clock(() -> 1L));
    cached.find("alice");
    // On another node, of whose change this node will read within the staleness.
    accounts.add("alice", "8", true, true);

    assertThat(login(cached, "alice", "7")).isEqualTo("WRONG_ID");
    assertThat(login(cached, "alice", "8")).isEqualTo("alice");
  }

  @Test
  void findARenamedCallerBehindACache() {
    accounts.add("alice", "7", true, true);
    Freshness freshness = new Freshness(Duration.ofSeconds(1)::toNanos, () -> 0);
    CallerDirectory cached = freshness.remembering(accounts, freshness.clock(() -> 1L));

    assertThat(login(cached, "alicia", "7")).isEqualTo("alice");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"7, 7, VALID", "7, -, VALID", "7, 8, INVALID", "-, 7, VALID", "-, -, VALID"})
  void endARememberedHeaderLoginOfAnotherPerson(
      @Nullable String stored, @Nullable String asserted, Status status) {
    accounts.add("alice", stored, true, true);
    ActiveUserIdentityStore store =
        new ActiveUserIdentityStore(
            accounts,
            new AccountOptions(
                false, 1, false, Duration.ZERO, AccountOptions.DEFAULT_PASSWORD_COST, Set.of()),
            InstantSource.system());

    assertThat(
            store
                .validate(
                    new RememberedCallerCredential(
                        "alice", AuthenticatedBy.HEADER, Accounts.STAMP, null, asserted))
                .getStatus())
        .isEqualTo(status);
    assertThat(accounts.idOf("alice")).isEqualTo(stored);
  }

  /** On a shared workstation, the proxy may name the next person of the same name. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"7, 7, VALID", "7, -, VALID", "7, 8, INVALID", "-, 7, VALID", "-, -, VALID"})
  void endARememberedPasswordLoginOfAnotherPerson(
      @Nullable String stored, @Nullable String asserted, Status status) {
    accounts.add("alice", stored, true, true);

    assertThat(
            new DatabasePasswordIdentityStore(accounts, InstantSource.system())
                .validate(
                    new RememberedCallerCredential(
                        "alice", AuthenticatedBy.PASSWORD, Accounts.STAMP, null, asserted))
                .getStatus())
        .isEqualTo(status);
    assertThat(accounts.idOf("alice")).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-, 7, alice", "7, 7, alice", "7, 8, WRONG_ID", "7, -, alice"})
  void areComparedButNotStoredInADirectoryWithoutBindings(
      @Nullable String stored, @Nullable String asserted, String outcome) {
    CallerDirectory ownEntity =
        new UnchangingDirectory() {
          @Override
          public Optional<KnownCaller> ask(String name) {
            return name.equals("alice")
                ? Optional.of(Accounts.caller(name, stored, true, true))
                : Optional.empty();
          }
        };

    assertThat(login(ownEntity, "alice", asserted)).isEqualTo(outcome);
    assertThat(login(ownEntity, "alicia", "7")).isEqualTo(Rejection.UNKNOWN_CALLER.name());
  }

  /** Accounts that are bound as those in a database are. */
  private static final class Accounts extends UnchangingDirectory {
    static final String STAMP = "stamp";

    final Map<String, KnownCaller> rows = new HashMap<>();
    final List<String> questions = new ArrayList<>();
    Runnable beforeBinding = () -> {};

    static KnownCaller caller(
        String name, @Nullable String id, boolean active, boolean loginByHeader) {
      return new KnownCaller(
          name,
          active,
          loginByHeader,
          true,
          "hash",
          false,
          Set.of(),
          null,
          null,
          id,
          STAMP,
          null,
          LoginTimes.UNLIMITED);
    }

    void add(String name, @Nullable String id, boolean active, boolean loginByHeader) {
      rows.put(name, caller(name, id, active, loginByHeader));
    }

    @Nullable String idOf(String name) {
      return Objects.requireNonNull(rows.get(name)).stableId();
    }

    @Override
    public Optional<KnownCaller> ask(String name) {
      questions.add(name);
      return Optional.ofNullable(rows.get(name));
    }

    @Override
    public Optional<KnownCaller> askByStableId(String id, String assertedName) {
      questions.add(id);
      return boundTo(id);
    }

    private Optional<KnownCaller> boundTo(String id) {
      return rows.values().stream().filter(caller -> id.equals(caller.stableId())).findFirst();
    }

    @Override
    public Creation create(RemoteUserCredential header) {
      add(header.callerName(), header.stableId().orElse(null), true, true);
      return Creation.CREATED;
    }

    @Override
    public Optional<KnownCaller> bind(KnownCaller caller, String id) {
      beforeBinding.run();
      KnownCaller stored = Objects.requireNonNull(rows.get(caller.name()));
      if (stored.stableId() == null && boundTo(id).isEmpty()) {
        rows.put(stored.name(), stored.boundTo(id));
      }
      return Optional.ofNullable(rows.get(caller.name()));
    }
  }
}
