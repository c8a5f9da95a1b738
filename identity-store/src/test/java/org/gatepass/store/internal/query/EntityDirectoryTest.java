// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.NewTransaction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes between two queries, which can't be timed with a real database. */
class EntityDirectoryTest {
  private static final KnownCaller DORA =
      new KnownCaller(
          "dora",
          true,
          true,
          true,
          "old-hash",
          false,
          Set.of(),
          null,
          null,
          null,
          "old",
          null,
          LoginTimes.UNLIMITED);

  /** The fake answers texts. */
  private static final Set<EntityStatement> TIMES =
      Set.of(
          EntityStatement.LOCKED_UNTIL,
          EntityStatement.EXPIRES_AT,
          EntityStatement.PASSWORD_EXPIRES_AT);

  private int updated;

  private EntityDirectory directory() {
    Map<EntityStatement, String> statements = new EnumMap<>(EntityStatement.class);
    for (EntityStatement statement : EntityStatement.values()) {
      statements.put(statement, statement.name());
    }
    statements.keySet().removeAll(TIMES);
    EntityManagerFactory factory =
        fake(EntityManagerFactory.class, (proxy, method, arguments) -> entityManager());
    return new EntityDirectory(new Database(factory, new NewTransaction()), statements, Map.of());
  }

  private EntityManager entityManager() {
    return fake(
        EntityManager.class,
        (proxy, method, arguments) ->
            method.getName().equals("createQuery") ? query((String) arguments[0]) : null);
  }

  private Query query(String statement) {
    return fake(
        Query.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "executeUpdate" -> updated;
              case "getResultList" -> List.of(answer(statement));
              default -> proxy;
            });
  }

  /** The value after another transaction's change. */
  private static String answer(String statement) {
    return switch (EntityStatement.valueOf(statement)) {
      case ACTIVE_CALLER, KNOWN_CALLER -> "dora";
      default -> "new";
    };
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable String stampAfterReplacing() {
    return directory().replaceHash(DORA, "old-hash", "better-hash").securityStamp();
  }

  @Test
  void returnsTheStampOfTheNewHash() {
    updated = 1;

    assertThat(stampAfterReplacing()).isNotNull().isNotEqualTo("old");
  }

  @Test
  void keepsTheStampWhereThePasswordWasChangedMeanwhile() {
    updated = 0;

    assertThat(stampAfterReplacing()).isEqualTo("old");
  }
}
