// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;
import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.PROVIDE_GROUPS;
import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.VALIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.gatepass.AuthenticatedBy;
import org.gatepass.BearerTokenCredential;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.password.RejectedResult;
import org.gatepass.spi.SharedGroupsResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrioritizedStoresTest {
  private static final Set<ValidationType> BOTH = EnumSet.allOf(ValidationType.class);

  private final List<String> asked = new ArrayList<>();

  private IdentityStore store(
      String name,
      int priority,
      Set<ValidationType> types,
      Supplier<CredentialValidationResult> answer) {
    return new IdentityStore() {
      @Override
      public CredentialValidationResult validate(Credential credential) {
        asked.add(name);
        return answer.get();
      }

      @Override
      public Set<String> getCallerGroups(CredentialValidationResult result) {
        asked.add(name + " for groups of " + result.getCallerPrincipal().getName());
        return Set.of(name);
      }

      @Override
      public int priority() {
        return priority;
      }

      @Override
      public Set<ValidationType> validationTypes() {
        return types;
      }
    };
  }

  private static CredentialValidationResult valid(String... groups) {
    return new CredentialValidationResult("alice", Set.of(groups));
  }

  private static PrioritizedStores handler(IdentityStore... stores) {
    List<NamedStore> named = new ArrayList<>();
    for (IdentityStore store : stores) {
      named.add(new NamedStore("org.example.Store" + store.priority(), true, store, true, false));
    }
    return new PrioritizedStores(named, new RememberedGroups(Duration.ofMinutes(1), () -> 0));
  }

  private static CredentialValidationResult validate(IdentityStore... stores) {
    return handler(stores).validate(new CallerOnlyCredential("alice"));
  }

  @Test
  void returnsTheResultItselfIfItNamesTheStore() {
    CredentialValidationResult own =
        new SharedGroupsResult(
            "org.example.Store1", new CallerPrincipal("alice"), null, null, Set.of("user"));

    assertThat(validate(store("only", 1, BOTH, () -> own))).isSameAs(own);
  }

  @Test
  void namesTheStoreInTheResult() {
    CredentialValidationResult result = validate(store("only", 1, BOTH, () -> valid("user")));

    assertThat(result.getIdentityStoreId()).isEqualTo("org.example.Store1");
    assertThat(result.getCallerGroups()).containsExactly("user");
  }

  @Test
  void returnsNoGroupsOfStoreThatProvidesNone() {
    CredentialValidationResult own =
        new SharedGroupsResult(
            "org.example.Store1", new CallerPrincipal("alice"), null, null, Set.of("user"));

    CredentialValidationResult result = validate(store("only", 1, EnumSet.of(VALIDATE), () -> own));

    assertThat(result.getCallerGroups()).isEmpty();
    assertThat(result.getStatus()).isEqualTo(Status.VALID);
  }

  @Test
  void copiesTheGroupsOfResultWhoseClassIsTheApplications() {
    Set<String> changing = new HashSet<>(Set.of("user"));
    CredentialValidationResult own =
        new CredentialValidationResult("alice") {
          @Override
          public Set<String> getCallerGroups() {
            return changing;
          }
        };

    CredentialValidationResult result = validate(store("only", 1, BOTH, () -> own));
    changing.add("administrator");

    assertThat(result.getCallerGroups()).containsExactly("user");
  }

  @Test
  void callsInTheOrderOfPrioritiesUntilOneAccepts() {
    CredentialValidationResult result =
        validate(
            store("third", 3, BOTH, () -> valid("wrong")),
            store("first", 1, BOTH, () -> NOT_VALIDATED_RESULT),
            store("second", 2, BOTH, () -> valid("user")));

    assertThat(result.getStatus()).isSameAs(Status.VALID);
    assertThat(result.getCallerPrincipal().getName()).isEqualTo("alice");
    assertThat(result.getCallerGroups()).containsExactly("user");
    assertThat(asked).containsExactly("first", "second");
  }

  @Test
  void continuesAfterARejection() {
    assertThat(
            validate(
                    store("first", 1, BOTH, () -> INVALID_RESULT),
                    store("second", 2, BOTH, () -> valid()))
                .getStatus())
        .isSameAs(Status.VALID);
  }

  @Test
  void keepsARejectionOverStoresThatDoNotValidate() {
    assertThat(
            validate(
                    store("first", 1, BOTH, () -> INVALID_RESULT),
                    store("second", 2, BOTH, () -> NOT_VALIDATED_RESULT))
                .getStatus())
        .isSameAs(Status.INVALID);
    assertThat(validate(store("first", 1, BOTH, () -> NOT_VALIDATED_RESULT)).getStatus())
        .isSameAs(Status.NOT_VALIDATED);
    assertThat(validate().getStatus()).isSameAs(Status.NOT_VALIDATED);
  }

  @Test
  void returnsTheReasonOfAStoreThatHasOneWhateverTheOthersReturn() {
    CredentialValidationResult reason = new RejectedResult(Rejection.PASSWORD_CHANGE_REQUIRED);

    assertThat(
            validate(
                store("first", 1, BOTH, () -> INVALID_RESULT),
                store("second", 2, BOTH, () -> reason),
                store("third", 3, BOTH, () -> INVALID_RESULT),
                store("fourth", 4, BOTH, () -> NOT_VALIDATED_RESULT)))
        .isSameAs(reason);
    assertThat(
            validate(store("first", 1, BOTH, () -> reason), store("second", 2, BOTH, () -> valid()))
                .getStatus())
        .isSameAs(Status.VALID);
  }

  @Nested
  class TheStoreWithoutAccounts {
    private CredentialValidationResult validate(IdentityStore other) {
      return new PrioritizedStores(
              List.of(
                  new NamedStore(
                      HeaderIdentityStore.NAME, true, new HeaderIdentityStore(), false, false),
                  new NamedStore("org.example.Own", true, other, true, false)),
              new RememberedGroups(Duration.ofMinutes(1), () -> 0))
          .validate(new RemoteUserCredential("alice", Set.of(), null, null));
    }

    @Test
    void isNotCalledWhereAnotherStoreRejectsTheCaller() {
      assertThat(validate(store("own", Integer.MAX_VALUE, BOTH, () -> INVALID_RESULT)).getStatus())
          .isSameAs(Status.INVALID);
    }

    @Test
    void isCalledAfterAStoreThatAcceptsTheCaller() {
      CredentialValidationResult result =
          validate(store("own", Integer.MAX_VALUE, BOTH, () -> valid("user")));

      assertThat(result.getIdentityStoreId()).isEqualTo("org.example.Own");
      assertThat(result.getCallerGroups()).containsExactly("user");
    }

    @Test
    void acceptsACallerThatNoOtherStoreJudges() {
      CredentialValidationResult result =
          validate(store("own", 1, BOTH, () -> NOT_VALIDATED_RESULT));

      assertThat(result.getStatus()).isSameAs(Status.VALID);
      assertThat(result.getIdentityStoreId()).isEqualTo(HeaderIdentityStore.NAME);
    }

    @Test
    void takesGroupsFromStoresThatOnlyGiveGroups() {
      assertThat(
              validate(store("own", 1, EnumSet.of(PROVIDE_GROUPS), () -> INVALID_RESULT))
                  .getCallerGroups())
          .containsExactly("own");
    }
  }

  @Test
  void addsTheGroupsOfStoresThatGiveNothingElse() {
    CredentialValidationResult result =
        validate(
            store("one", 1, BOTH, () -> valid("user")),
            store("two", 2, EnumSet.of(PROVIDE_GROUPS), () -> INVALID_RESULT),
            store("three", 3, BOTH, () -> INVALID_RESULT));

    assertThat(result.getCallerGroups()).containsExactlyInAnyOrder("user", "two");
    assertThat(asked).containsExactly("one", "two for groups of alice");
  }

  @Test
  void takesNoGroupsFromAStoreThatOnlyValidates() {
    assertThat(
            validate(store("one", 1, EnumSet.of(VALIDATE), () -> valid("user"))).getCallerGroups())
        .isEmpty();
  }

  @Test
  void callsNoStoreForGroupsWithoutAnAcceptedCaller() {
    validate(
        store("one", 1, BOTH, () -> INVALID_RESULT),
        store("two", 2, EnumSet.of(PROVIDE_GROUPS), () -> INVALID_RESULT));

    assertThat(asked).containsExactly("one");
  }

  @Test
  void asksNoOtherStoreWhenOneIsDown() {
    IdentityStore down =
        store(
            "one",
            1,
            BOTH,
            () -> {
              throw new IllegalStateException("down");
            });

    assertThatThrownBy(() -> validate(down, store("two", 2, BOTH, () -> valid("user"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(asked).containsExactly("one");
  }

  private static RememberedCallerCredential remembered(
      @Nullable String stamp, @Nullable String store) {
    return new RememberedCallerCredential("alice", AuthenticatedBy.PASSWORD, stamp, store);
  }

  @Test
  void namesTheStoreThatHasAcceptedTheCredential() {
    assertThat(
            validate(
                    store("one", 1, BOTH, () -> INVALID_RESULT),
                    store("two", 2, BOTH, () -> valid()))
                .getIdentityStoreId())
        .isEqualTo("org.example.Store2");
  }

  @Test
  void asksTheStoresThatOnlyGiveGroupsOnceForACaller() {
    PrioritizedStores handler =
        handler(
            store("one", 1, BOTH, () -> valid("user")),
            store("two", 2, EnumSet.of(PROVIDE_GROUPS), () -> INVALID_RESULT));

    for (int i = 0; i < 20; i++) {
      assertThat(handler.validate(new CallerOnlyCredential("alice")).getCallerGroups())
          .containsExactlyInAnyOrder("user", "two");
    }

    assertThat(asked).filteredOn("two for groups of alice"::equals).hasSize(1);
  }

  @Test
  void callsTheStoresAgainForAnotherResult() {
    List<CredentialValidationResult> results =
        List.of(
            valid("user"),
            valid("user", "chief"),
            principal(AuthenticatedBy.HEADER, null),
            principal(AuthenticatedBy.PASSWORD, null),
            // An e-mail address does not distinguish callers.
            principal(AuthenticatedBy.PASSWORD, "alice@example.org"));
    int[] next = {0};
    PrioritizedStores handler =
        handler(
            store("one", 1, BOTH, () -> results.get(next[0]++)),
            store("two", 2, EnumSet.of(PROVIDE_GROUPS), () -> INVALID_RESULT));

    results.forEach(result -> handler.validate(new CallerOnlyCredential("alice")));

    assertThat(asked).filteredOn("two for groups of alice"::equals).hasSize(4);
  }

  private static CredentialValidationResult principal(AuthenticatedBy by, @Nullable String email) {
    return new CredentialValidationResult(
        new RemoteUserPrincipal("alice", by, Set.of("user"), email, null, null), Set.of("user"));
  }

  @Test
  void asksNoStoreOfTheServerForACredentialOfOurs() {
    PrioritizedStores handler =
        new PrioritizedStores(
            List.of(
                new NamedStore(
                    "one", true, store("one", 1, BOTH, () -> valid("user")), true, true)),
            new RememberedGroups(Duration.ofMinutes(1), () -> 0));

    assertThat(handler.validate(new RemoteUserCredential("alice", Set.of(), null, null)))
        .isSameAs(NOT_VALIDATED_RESULT);
    assertThat(handler.validate(remembered(null, "one"))).isSameAs(NOT_VALIDATED_RESULT);
    assertThat(handler.validate(new BearerTokenCredential("token"))).isSameAs(NOT_VALIDATED_RESULT);
    assertThat(asked).isEmpty();
  }

  @Nested
  class ARememberedLoginThatNoStoreValidates {
    private final PrioritizedStores handler =
        handler(
            store("one", 1, BOTH, () -> NOT_VALIDATED_RESULT),
            store("two", 2, BOTH, () -> NOT_VALIDATED_RESULT),
            store("three", 3, EnumSet.of(PROVIDE_GROUPS), () -> INVALID_RESULT));

    @Test
    void isKeptWithTheGroupsOfTheStoreThatHasAcceptedIt() {
      CredentialValidationResult result = handler.keep(remembered(null, "org.example.Store2"));

      assertThat(result.getStatus()).isSameAs(Status.VALID);
      assertThat(result.getCallerPrincipal().getName()).isEqualTo("alice");
      assertThat(result.getCallerGroups()).containsExactlyInAnyOrder("two", "three");
      assertThat(asked).containsExactly("two for groups of alice", "three for groups of alice");
    }

    @ParameterizedTest
    @CsvSource(
        nullValues = "-",
        value = {
          "-, -",
          "-, org.example.Store9",
          // It only gives groups, and accepts no login.
          "-, org.example.Store3",
          "stamp-1, org.example.Store2"
        })
    void isNotKeptForAnyOtherStore(@Nullable String stamp, @Nullable String store) {
      assertThat(handler.keep(remembered(stamp, store))).isSameAs(NOT_VALIDATED_RESULT);
      assertThat(asked).isEmpty();
    }

    @Test
    void isNotKeptWhereTheGroupsOfTheStoreCanNotBeRead() {
      PrioritizedStores silent =
          new PrioritizedStores(
              List.of(
                  new NamedStore(
                      "one", true, store("one", 1, BOTH, () -> valid("user")), false, false)),
              new RememberedGroups(Duration.ofMinutes(1), () -> 0));

      assertThat(silent.keep(remembered(null, "one"))).isSameAs(NOT_VALIDATED_RESULT);
    }

    @Test
    void isNotKeptWhereTheNameIsNotOneStoresAlone() {
      PrioritizedStores twins =
          new PrioritizedStores(
              List.of(
                  new NamedStore(
                      "one#1/1", false, store("one", 1, BOTH, () -> valid("user")), true, true)),
              new RememberedGroups(Duration.ofMinutes(1), () -> 0));

      assertThat(twins.keep(remembered(null, "one#1/1"))).isSameAs(NOT_VALIDATED_RESULT);
      assertThat(asked).isEmpty();
    }

    @Test
    void startsWithTheGroupsOfItsLogin() {
      PrioritizedStores directory = handler(store("one", 1, BOTH, () -> valid("of the login")));
      directory.validate(new UsernamePasswordCredential("alice", "secret"));

      assertThat(directory.keep(remembered(null, "org.example.Store1")).getCallerGroups())
          .containsExactly("of the login");
      assertThat(asked).containsExactly("one");
    }
  }
}
