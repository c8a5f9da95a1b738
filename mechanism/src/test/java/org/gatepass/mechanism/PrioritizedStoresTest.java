// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;
import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.PROVIDE_GROUPS;
import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.VALIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

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

  private static CredentialValidationResult validate(IdentityStore... stores) {
    return new PrioritizedStores(List.of(stores)).validate(new CallerOnlyCredential("alice"));
  }

  @Test
  void asksInTheOrderOfPrioritiesUntilOneSaysYes() {
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
  void goesOnAfterARefusal() {
    assertThat(
            validate(
                    store("first", 1, BOTH, () -> INVALID_RESULT),
                    store("second", 2, BOTH, () -> valid()))
                .getStatus())
        .isSameAs(Status.VALID);
  }

  @Test
  void keepsARefusalOverStoresThatKnowNothing() {
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
  void asksNobodyForGroupsWhenNobodyIsLetIn() {
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
}
