// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.Map;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreDefinitionsTest {
  private static final String ACTIVE = "select u.n from U u where u.n = :name and u.a = true";
  private static final String KNOWN = "select u.n from U u where u.n = :name";
  private static final String GROUPS = "select g.n from U u join u.g g where u.n = :name";
  private static final String STAMP = "select u.changed from U u where u.n = :name";
  private static final String HASH = "select u.p from U u where u.n = :name";
  private static final String ID = "select u.o from U u where u.n = :name";
  private static final String FOLDED_ID = "select u.o from U u where lower(u.n) = lower(:name)";
  private static final String LOCK = "select u.locked from U u where u.n = :name";
  private static final String END = "select u.until from U u where u.n = :name";
  private static final String REVISION = "select max(r.n) from R r";
  private static final String CHANGES = "select c.n, c.name from C c where c.n >= :revision";
  private static final String OTHER = "select v.n from V v where v.n = :name";

  private static StoreDefinitions of(Class<?> type) {
    return StoreDefinitions.of(
        type.getAnnotation(ActiveUserIdentityStoreDefinition.class),
        type.getAnnotation(DatabasePasswordIdentityStoreDefinition.class));
  }

  private static Map<EntityStatement, String> password(Class<?> type) {
    return of(type).password().orElseThrow().statements();
  }

  private static @Nullable String complaint(Class<?> type) {
    try {
      of(type).check();
      return null;
    } catch (DeploymentException wrong) {
      return wrong.getMessage();
    }
  }

  @ActiveUserIdentityStoreDefinition
  @DatabasePasswordIdentityStoreDefinition
  static class Plain {}

  @Test
  void useUserAccountRowsWithoutQueries() {
    assertThat(of(Plain.class).accountsUnit()).contains("");
    assertThat(complaint(Plain.class)).isNull();
  }

  @ActiveUserIdentityStoreDefinition(
      persistenceUnit = "own",
      activeCallerQuery = ACTIVE,
      knownCallerQuery = KNOWN,
      groupsQuery = GROUPS,
      stampQuery = STAMP)
  @DatabasePasswordIdentityStoreDefinition(passwordHashQuery = HASH)
  static class Inheriting {}

  @Test
  void inheritEmptyValuesOfThePasswordStore() {
    assertThat(of(Inheriting.class).accountsUnit()).isEmpty();
    assertThat(of(Inheriting.class).password().orElseThrow().persistenceUnit()).isEqualTo("own");
    assertThat(password(Inheriting.class))
        .isEqualTo(
            Map.of(
                EntityStatement.ACTIVE_CALLER, ACTIVE,
                EntityStatement.KNOWN_CALLER, KNOWN,
                EntityStatement.GROUPS, GROUPS,
                EntityStatement.STAMP, STAMP,
                EntityStatement.PASSWORD_HASH, HASH));
  }

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, stableIdQuery = ID)
  @DatabasePasswordIdentityStoreDefinition(passwordHashQuery = HASH)
  static class WithIds {}

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, stableIdQuery = FOLDED_ID)
  static class WithIdsOfUnseenOwners {}

  @ActiveUserIdentityStoreDefinition(stableIdQuery = ID)
  static class WithIdsAlone {}

  @Test
  void readStableIdsForHeaderLoginsOnly() {
    assertThat(of(WithIds.class).header().orElseThrow().statements())
        .containsEntry(EntityStatement.STABLE_ID, ID);
    assertThat(password(WithIds.class)).doesNotContainKey(EntityStatement.STABLE_ID);
    assertThat(complaint(WithIds.class)).isNull();
  }

  @ActiveUserIdentityStoreDefinition(
      activeCallerQuery = ACTIVE,
      lockedUntilQuery = LOCK,
      expiresAtQuery = LOCK)
  @DatabasePasswordIdentityStoreDefinition(
      passwordHashQuery = HASH,
      expiresAtQuery = END,
      passwordExpiresAtQuery = END)
  static class WithTimes {}

  @DatabasePasswordIdentityStoreDefinition(
      activeCallerQuery = ACTIVE,
      passwordHashQuery = HASH,
      passwordExpiresAtQuery = FOLDED_ID)
  static class WithTimesOfUnseenOwners {}

  @Test
  void readTheTimesOfAnAccountForBothKindsOfLogins() {
    assertThat(of(WithTimes.class).header().orElseThrow().statements())
        .containsEntry(EntityStatement.LOCKED_UNTIL, LOCK)
        .containsEntry(EntityStatement.EXPIRES_AT, LOCK)
        .doesNotContainKey(EntityStatement.PASSWORD_EXPIRES_AT);
    assertThat(password(WithTimes.class))
        .containsEntry(EntityStatement.LOCKED_UNTIL, LOCK)
        .containsEntry(EntityStatement.EXPIRES_AT, END)
        .containsEntry(EntityStatement.PASSWORD_EXPIRES_AT, END);
    assertThat(complaint(WithTimes.class)).isNull();
    assertThat(complaint(WithTimesOfUnseenOwners.class))
        .startsWith("@DatabasePasswordIdentityStoreDefinition.passwordExpiresAtQuery: ")
        .contains("does not show whose rows it finds");
  }

  @Test
  void requireTheOwnersOfStableIds() {
    assertThat(complaint(WithIdsOfUnseenOwners.class))
        .startsWith("@ActiveUserIdentityStoreDefinition.stableIdQuery: ")
        .contains("does not show whose rows it finds");
    assertThat(complaint(WithIdsAlone.class))
        .startsWith("@ActiveUserIdentityStoreDefinition.activeCallerQuery: is not set");
  }

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, revisionQuery = REVISION)
  @DatabasePasswordIdentityStoreDefinition(passwordHashQuery = HASH)
  static class WithARevision {}

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, revisionQuery = REVISION)
  @DatabasePasswordIdentityStoreDefinition(passwordHashQuery = HASH, revisionQuery = REVISION)
  static class WithTwoRevisions {}

  @Test
  void useARevisionOnlyForTheQueriesOfItsDefinition() {
    assertThat(of(WithARevision.class).header().orElseThrow().statements())
        .containsEntry(EntityStatement.REVISION, REVISION);
    assertThat(password(WithARevision.class)).doesNotContainKey(EntityStatement.REVISION);
    assertThat(password(WithTwoRevisions.class)).containsEntry(EntityStatement.REVISION, REVISION);
    assertThat(complaint(WithTwoRevisions.class)).isNull();
  }

  @ActiveUserIdentityStoreDefinition(
      activeCallerQuery = ACTIVE,
      revisionQuery = REVISION,
      changedSinceQuery = CHANGES)
  @DatabasePasswordIdentityStoreDefinition(passwordHashQuery = HASH, revisionQuery = REVISION)
  static class WithAList {}

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, revisionQuery = REVISION)
  @DatabasePasswordIdentityStoreDefinition(
      passwordHashQuery = HASH,
      revisionQuery = REVISION,
      changedSinceQuery = CHANGES)
  static class WithAListForPasswords {}

  @Test
  void useAListOfChangesOnlyForTheQueriesOfItsDefinition() {
    assertThat(of(WithAList.class).header().orElseThrow().statements())
        .containsEntry(EntityStatement.CHANGED_SINCE, CHANGES);
    assertThat(password(WithAList.class)).doesNotContainKey(EntityStatement.CHANGED_SINCE);
    assertThat(password(WithAListForPasswords.class))
        .containsEntry(EntityStatement.CHANGED_SINCE, CHANGES);
    assertThat(complaint(WithAList.class)).isNull();
    assertThat(complaint(WithAListForPasswords.class)).isNull();
  }

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, changedSinceQuery = CHANGES)
  static class AListWithoutARevision {}

  @ActiveUserIdentityStoreDefinition(
      activeCallerQuery = ACTIVE,
      revisionQuery = REVISION,
      changedSinceQuery =
          "select c.n, c.name from C c where c.n >= :revision and c.at > current_timestamp")
  static class AListByTime {}

  @Test
  void requireARevisionForAListOfChanges() {
    assertThat(complaint(AListWithoutARevision.class))
        .isEqualTo(
            "@ActiveUserIdentityStoreDefinition.revisionQuery: is not set, but changedSinceQuery is"
                + " (example: select r.number from Revision r)");
    assertThat(complaint(AListByTime.class))
        .startsWith("@ActiveUserIdentityStoreDefinition.changedSinceQuery: ")
        .contains("has \"current_timestamp\", which may read the current time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select c.n from C c where c.n >= :revision|selects 1 value instead of two, the number and"
            + " the caller name of a change",
        "select c.n, c.name, c.k from C c where c.n >= :revision|selects 3 values instead of two,"
            + " the number and the caller name of a change",
        "select c.n, c.name from C c|lacks the parameter :revision",
        "select c.n, c.name from C c where c.n >= :known|lacks the parameter :revision",
        "select c.n, c.name from C c where c.n >= :revision and c.t = :t|has an unknown parameter,"
            + " :t",
        "select c.n, c.name from C c where c.n > :revision|does not compare the number with >="
            + " :revision, so that the result would lack the change with the number :revision, and"
            + " Gatepass would forget all callers each time",
        "delete from C c where c.n >= :revision|is no select statement"
      })
  void rejectAListOfChangesThatBreaksARule(String queryAndRule) {
    int bar = queryAndRule.indexOf('|');

    assertThat(EntityStatement.CHANGED_SINCE.brokenRule(queryAndRule.substring(0, bar)))
        .contains(queryAndRule.substring(bar + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {CHANGES, "select c.n, c.name from C c where :revision <= c.n order by c.n"})
  void acceptAListOfChangesFromTheRevisionOn(String query) {
    assertThat(EntityStatement.CHANGED_SINCE.brokenRule(query)).isEmpty();
  }

  @ActiveUserIdentityStoreDefinition(revisionQuery = REVISION)
  static class OnlyARevision {}

  @ActiveUserIdentityStoreDefinition(
      activeCallerQuery = "select u.n from U u where u.n = :name and (u.to > current_timestamp)",
      revisionQuery = REVISION)
  static class ByTimeWithARevision {}

  @Test
  void rejectARevisionWithAQueryThatReadsTheTime() {
    assertThat(complaint(ByTimeWithARevision.class))
        .startsWith("@ActiveUserIdentityStoreDefinition.activeCallerQuery: ")
        .contains("has \"current_timestamp\", which may read the current time");
    assertThat(complaint(OnlyARevision.class))
        .startsWith("@ActiveUserIdentityStoreDefinition.activeCallerQuery: is not set");
  }

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, persistenceUnit = "own")
  @DatabasePasswordIdentityStoreDefinition(
      activeCallerQuery = OTHER,
      passwordHashQuery = HASH,
      persistenceUnit = "other")
  static class Overriding {}

  @Test
  void keepTheValuesOfThePasswordStore() {
    assertThat(password(Overriding.class))
        .isEqualTo(
            Map.of(EntityStatement.ACTIVE_CALLER, OTHER, EntityStatement.PASSWORD_HASH, HASH));
    assertThat(of(Overriding.class).password().orElseThrow().persistenceUnit()).isEqualTo("other");
  }

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = ACTIVE, persistenceUnit = "own")
  @DatabasePasswordIdentityStoreDefinition(persistenceUnit = "accounts")
  static class Mixed {}

  @Test
  void mayCombineAnEntityForHeadersWithAccountsForPasswords() {
    assertThat(of(Mixed.class).accountsUnit()).contains("accounts");
    assertThat(password(Mixed.class)).isEmpty();
    assertThat(complaint(Mixed.class)).isNull();
  }

  @ActiveUserIdentityStoreDefinition(persistenceUnit = "one")
  @DatabasePasswordIdentityStoreDefinition(persistenceUnit = "other")
  static class AccountsInTwoUnits {}

  @Test
  void requireOneUnitForUserAccountRows() {
    assertThat(complaint(AccountsInTwoUnits.class))
        .startsWith("@DatabasePasswordIdentityStoreDefinition.persistenceUnit: ");
  }

  @ActiveUserIdentityStoreDefinition(groupsQuery = GROUPS)
  static class WithoutCallers {}

  @DatabasePasswordIdentityStoreDefinition(activeCallerQuery = ACTIVE)
  static class WithoutHashes {}

  @DatabasePasswordIdentityStoreDefinition(passwordHashQuery = HASH)
  static class HashesWithoutCallers {}

  @Test
  void nameTheMissingQuery() {
    assertThat(complaint(WithoutCallers.class))
        .isEqualTo(
            "@ActiveUserIdentityStoreDefinition.activeCallerQuery: is not set, but other queries"
                + " over an own entity are (example: select u.loginName from User u where"
                + " u.loginName = :name and u.active = true)");
    assertThat(complaint(WithoutHashes.class))
        .startsWith("@DatabasePasswordIdentityStoreDefinition.passwordHashQuery: is not set, but");
    assertThat(complaint(HashesWithoutCallers.class))
        .startsWith("@DatabasePasswordIdentityStoreDefinition.activeCallerQuery: is not set, but");
  }

  @ActiveUserIdentityStoreDefinition(activeCallerQuery = "select u.n from U u where u.n = 'alice'")
  static class WithoutParameter {}

  @Test
  void nameTheAttributeTheQueryTheRuleAndAnExample() {
    assertThat(complaint(WithoutParameter.class))
        .isEqualTo(
            "@ActiveUserIdentityStoreDefinition.activeCallerQuery: \"select u.n from U u where u.n ="
                + " 'alice'\" lacks the parameter :name (example: select u.loginName from User u"
                + " where u.loginName = :name and u.active = true)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select u.n, u.a from U u where u.n = :name|selects 2 values instead of one",
        "select u.n from U u where u.n = ?1 and u.n = :name|has a parameter without a name",
        "select u.n from U u where u.n = :user|lacks the parameter :name",
        "select u.n from U u where u.n = :name and u.t = :tenant|has an unknown"
            + " parameter, :tenant",
        "update U u set u.n = :name|is no select statement",
        "from U u where u.n = :name|is no select statement"
      })
  void rejectQueriesThatBreakARule(String queryAndRule) {
    int bar = queryAndRule.indexOf('|');

    assertThat(EntityStatement.ACTIVE_CALLER.brokenRule(queryAndRule.substring(0, bar)))
        .contains(queryAndRule.substring(bar + 1));
  }

  @Test
  void requireAllParametersOfTheUpdate() {
    assertThat(
            EntityStatement.PASSWORD_HASH_UPDATE.brokenRule(
                "update U u set u.p = :newHash where u.n = :name"))
        .contains("lacks the parameter :oldHash");
    assertThat(EntityStatement.PASSWORD_HASH_UPDATE.brokenRule(HASH))
        .contains("is no update statement");
  }

  @ParameterizedTest
  @EnumSource(EntityStatement.class)
  void haveValidExamples(EntityStatement statement) {
    String complaint = statement.missing("D", "x");
    String example =
        complaint.substring(complaint.indexOf("(example: ") + 10, complaint.length() - 1);

    assertThat(statement.brokenRule(example)).isEmpty();
  }

  @ActiveUserIdentityStoreDefinition(
      persistenceUnit = "#{queries.unit}",
      activeCallerQuery = "#{queries.callers}",
      groupsQuery = "#{queries.none}")
  static class Expressive {}

  @Test
  void evaluateExpressionsAtTheStart() {
    StoreDefinitions definitions = of(Expressive.class);
    assertThat(definitions.haveExpressions()).isTrue();
    assertThatNoException().isThrownBy(definitions::check);

    Map<String, String> values =
        Map.of("#{queries.unit}", "own", "#{queries.callers}", ACTIVE, "#{queries.none}", " ");
    CallersDefinition evaluated = definitions.evaluated(values::get).header().orElseThrow();

    assertThat(evaluated.persistenceUnit()).isEqualTo("own");
    assertThat(evaluated.statements()).isEqualTo(Map.of(EntityStatement.ACTIVE_CALLER, ACTIVE));
  }

  @Test
  void checkTheValuesOfExpressions() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> of(Expressive.class).evaluated(expression -> "select u.n from U u"))
        .withMessageContaining("\"select u.n from U u\" lacks the parameter :name");
  }

  @Test
  void nameAnExpressionThatCantBeEvaluated() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(
            () ->
                of(Expressive.class)
                    .evaluated(
                        expression -> {
                          throw new IllegalArgumentException("no queries");
                        }))
        .withMessageMatching(
            "@ActiveUserIdentityStoreDefinition[.]\\w+: \"#\\{queries[.]\\w+}\" can't be evaluated:"
                + " no queries");
  }
}
