// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gatepass.AccountOptions;
import org.gatepass.store.internal.account.AccountDatabase;
import org.gatepass.store.internal.account.AccountDirectory;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.NewTransaction;
import org.h2.api.Trigger;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.jspecify.annotations.Nullable;

/**
 * A persistence unit over a database of its own, with the tables of the migrations: a provider and
 * a database without a server. Transactions behave as on a server: an entity manager that is
 * created within one joins it.
 */
public final class TestUnit implements AutoCloseable {
  /** A provider with a database. */
  public enum Kind {
    HIBERNATE_H2,
    ECLIPSELINK_H2,
    HIBERNATE_POSTGRESQL,
    ECLIPSELINK_POSTGRESQL,
    HIBERNATE_MARIADB,
    ECLIPSELINK_MARIADB;

    public TestDatabase database() {
      return TestDatabase.valueOf(name().substring(name().indexOf('_') + 1));
    }

    public boolean isHibernate() {
      return name().startsWith("HIBERNATE");
    }
  }

  /** The entity managers of the transaction that is open. */
  private static final ThreadLocal<@Nullable List<EntityManager>> TRANSACTION = new ThreadLocal<>();

  private final EntityManagerFactory provided;
  private final TestDatabase database;
  private final String url;
  private final List<String> prepared;
  private boolean isReadOnly;

  private TestUnit(
      EntityManagerFactory provided, TestDatabase database, String url, List<String> prepared) {
    this.provided = provided;
    this.database = database;
    this.url = url;
    this.prepared = prepared;
  }

  /** Makes one over the ready-made accounts. */
  public static TestUnit accounts(Kind kind) throws IOException, SQLException {
    return accounts(kind, false);
  }

  /** The same; each thread may keep its connection, as with a pool. */
  public static TestUnit accounts(Kind kind, boolean keepsConnections)
      throws IOException, SQLException {
    TestUnit unit =
        of(kind, keepsConnections, UserAccount.class, AccountRevision.class, AccountChange.class);
    unit.migrate(TestDatabase.MIGRATIONS);
    return unit;
  }

  /** Makes one over the ready-made accounts, with the ended logins. */
  public static TestUnit withEndedLogins(Kind kind) throws IOException, SQLException {
    TestUnit unit =
        of(kind, UserAccount.class, AccountRevision.class, AccountChange.class, EndedLogin.class);
    unit.migrate(TestDatabase.MIGRATIONS);
    return unit;
  }

  /** Runs migrations. */
  public void migrate(List<String> files) throws IOException, SQLException {
    for (String file : files) {
      sql(database.schema(file));
    }
  }

  /** Runs all migrations but one. */
  public void migrateWithout(String file) throws IOException, SQLException {
    migrate(TestDatabase.MIGRATIONS.stream().filter(other -> !other.equals(file)).toList());
  }

  /** Creates the triggers, or replaces them. */
  public void createTriggers() throws IOException, SQLException {
    sql(database.triggers());
  }

  /** Has the database take nothing any more, as a standby does; of H2's only accounts. */
  public void setReadOnly(boolean readOnly) throws SQLException {
    isReadOnly = readOnly;
    if (database == TestDatabase.MARIADB) {
      TestMariadb.setReadOnly(readOnly);
    } else if (database == TestDatabase.POSTGRESQL) {
      String name = sql("select current_database()");
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute("set session characteristics as transaction read write");
        statement.execute(
            "alter database %s set default_transaction_read_only = %s"
                .formatted(name, readOnly ? "on" : "off"));
      }
    } else if (readOnly) {
      sql(
          "create trigger no_writes before insert, update, delete on gatepass_account for each row"
              + " call '"
              + NoWrites.class.getName()
              + "'");
    } else {
      sql("drop trigger no_writes");
    }
  }

  /** The exception of H2 for a database whose files are read-only. */
  public static final class NoWrites implements Trigger {
    /** For H2. */
    public NoWrites() {}

    @Override
    public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
        throws SQLException {
      throw new SQLException("The database is read only", "90097", 90097);
    }
  }

  /** Has a name, or any other column, take texts for equal that differ by case. */
  public void fold(String table, String column) throws SQLException {
    if (database == TestDatabase.MARIADB) {
      sql(
          "alter table %s modify %s varchar(255) collate utf8mb4_general_ci"
              .formatted(table, column));
    } else if (database == TestDatabase.POSTGRESQL) {
      sql(
          "create collation if not exists any_case"
              + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
      sql(
          "alter table %s alter column %s type varchar(255) collate any_case"
              .formatted(table, column));
    } else {
      sql("alter table %s alter column %s varchar_ignorecase(255)".formatted(table, column));
    }
  }

  /** Makes one over other entities, without tables. */
  public static TestUnit of(Kind kind, Class<?>... entities) {
    return of(kind, false, entities);
  }

  /** The same; each thread may keep its connection, as with a pool. */
  public static TestUnit of(Kind kind, boolean keepsConnections, Class<?>... entities) {
    return of(kind, keepsConnections, List.of(), entities);
  }

  /** Makes a unit whose mapping file names the schema of the tables. It has no tables yet. */
  public static TestUnit mapped(Kind kind, String mappingFile, Class<?>... entities) {
    return of(kind, false, List.of(mappingFile), entities);
  }

  private static TestUnit of(
      Kind kind, boolean keepsConnections, List<String> mappingFiles, Class<?>... entities) {
    String url = kind.database().newDatabase();
    List<String> prepared = new CopyOnWriteArrayList<>();
    PersistenceProvider provider =
        kind.isHibernate()
            ? new HibernatePersistenceProvider()
            : new org.eclipse.persistence.jpa.PersistenceProvider();
    EntityManagerFactory factory =
        provider.createContainerEntityManagerFactory(
            new Info(
                kind.name() + UUID.randomUUID(),
                provider,
                new Connections(url, prepared, keepsConnections ? new ConcurrentHashMap<>() : null),
                mappingFiles,
                List.of(entities)),
            Map.of(
                "eclipselink.weaving", "false",
                "eclipselink.logging.level", "OFF",
                "hibernate.hbm2ddl.auto", "none"));
    return new TestUnit(factory, kind.database(), url, prepared);
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** Runs statements, each committed; the first column of the first row of the last one's. */
  public @Nullable String sql(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return null;
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  /** The statements that the provider has sent, in lower case, from the first on. */
  public List<String> prepared() {
    return prepared;
  }

  public Database database() {
    return new Database(factory(), new Transactions());
  }

  /** The accounts, remembered for no time. */
  public AccountDatabase accountDatabase() {
    return AccountDatabase.of(database(), new Freshness(() -> 0, System::nanoTime));
  }

  /** The accounts as the stores see them, with what is stored now. */
  public AccountDirectory directory(Optional<AccountConfigurer> hook, InstantSource clock) {
    return new AccountDirectory(
        accountDatabase(),
        () ->
            new AccountOptions(
                true, 5, false, Duration.ZERO, AccountOptions.DEFAULT_PASSWORD_COST, Set.of()),
        hook,
        clock,
        event -> {});
  }

  /** Stores an active account that may log in by header. */
  public void create(String name, String... groups) {
    UserAccount account = new UserAccount(name);
    account.setLoginByHeader(true);
    account.setGroups(Set.of(groups));
    create(account);
  }

  public void create(UserAccount account) {
    accountDatabase()
        .note(
            entityManager -> {
              entityManager.persist(account);
              return account;
            });
  }

  /** Does something within a transaction of the application's own, as in an enterprise bean. */
  public <T> T inTransaction(Supplier<T> work) {
    return new Transactions().run(work);
  }

  /** Makes entity managers that behave as a server's do. */
  public EntityManagerFactory factory() {
    return proxy(
        EntityManagerFactory.class,
        provided,
        (method, arguments) ->
            method.equals("createEntityManager") ? entityManager() : NOT_CHANGED);
  }

  private EntityManager entityManager() {
    EntityManager made = provided.createEntityManager();
    if (TRANSACTION.get() != null) {
      join(made);
    }
    return proxy(
        EntityManager.class,
        made,
        (method, arguments) -> {
          if (method.equals("joinTransaction")) {
            join(made);
            return null;
          }
          List<EntityManager> open = TRANSACTION.get();
          // A closed one lives on until the end of its transaction.
          return method.equals("close") && open != null && open.contains(made) ? null : NOT_CHANGED;
        });
  }

  private void join(EntityManager entityManager) {
    List<EntityManager> open = TRANSACTION.get();
    if (open == null) {
      throw new IllegalStateException("No transaction is open");
    }
    if (!open.contains(entityManager)) {
      entityManager.getTransaction().begin();
      open.add(entityManager);
    }
  }

  @Override
  public void close() throws SQLException {
    provided.close();
    if (isReadOnly) {
      setReadOnly(false); // of MariaDB, the whole server is read-only
    }
  }

  private static final Object NOT_CHANGED = new Object();

  private interface Change {
    @Nullable Object call(String method, Object @Nullable [] arguments);
  }

  private static <T> T proxy(Class<T> type, T target, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object changed = change.call(method.getName(), arguments);
              if (changed != NOT_CHANGED) {
                return changed;
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** The transactions of {@code @Transactional}, as on a server. */
  private final class Transactions extends NewTransaction {
    @Override
    public <T> T run(Supplier<T> work) {
      List<EntityManager> outer = TRANSACTION.get();
      List<EntityManager> open = new ArrayList<>();
      TRANSACTION.set(open);
      try {
        T result = work.get();
        open.forEach(entityManager -> entityManager.getTransaction().commit());
        return result;
      } catch (RuntimeException | Error e) {
        open.stream()
            .map(EntityManager::getTransaction)
            .filter(each -> each.isActive())
            .forEach(each -> each.rollback());
        throw e;
      } finally {
        open.forEach(EntityManager::close);
        TRANSACTION.set(outer);
      }
    }

    @Override
    public <T> T without(Supplier<T> work) {
      List<EntityManager> outer = TRANSACTION.get();
      TRANSACTION.remove();
      try {
        return work.get();
      } finally {
        TRANSACTION.set(outer);
      }
    }
  }

  /** The persistence unit's data that a server passes to a provider. */
  private record Info(
      String name,
      PersistenceProvider provider,
      DataSource source,
      List<String> mappingFiles,
      List<Class<?>> entities)
      implements PersistenceUnitInfo {
    @Override
    public String getPersistenceUnitName() {
      return name;
    }

    @Override
    public String getPersistenceProviderClassName() {
      return provider.getClass().getName();
    }

    @Override
    public PersistenceUnitTransactionType getTransactionType() {
      return PersistenceUnitTransactionType.RESOURCE_LOCAL;
    }

    @Override
    public @Nullable DataSource getJtaDataSource() {
      return null;
    }

    @Override
    public DataSource getNonJtaDataSource() {
      return source;
    }

    @Override
    public List<String> getMappingFileNames() {
      return mappingFiles;
    }

    @Override
    public List<URL> getJarFileUrls() {
      return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
      return UserAccount.class.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    public List<String> getManagedClassNames() {
      return entities.stream().<String>map(Class::getName).toList();
    }

    @Override
    public boolean excludeUnlistedClasses() {
      return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
      return SharedCacheMode.UNSPECIFIED;
    }

    @Override
    public ValidationMode getValidationMode() {
      return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
      return new Properties();
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
      return "3.0";
    }

    @Override
    public ClassLoader getClassLoader() {
      return TestUnit.class.getClassLoader();
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {
      // Classes stay as they are.
    }

    @Override
    public ClassLoader getNewTempClassLoader() {
      return getClassLoader();
    }
  }

  /**
   * Makes a new connection each time, or keeps one for each thread.
   *
   * @param prepared the statements that are prepared
   * @param kept those that are kept, or null to keep none
   */
  private record Connections(
      String url, List<String> prepared, @Nullable Map<Thread, Connection> kept)
      implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      if (kept == null) {
        return recorded(DriverManager.getConnection(url), false);
      }
      Connection known = kept.get(Thread.currentThread());
      if (known == null) {
        known = DriverManager.getConnection(url);
        kept.put(Thread.currentThread(), known);
      }
      known.setAutoCommit(true);
      return recorded(known, true);
    }

    private Connection recorded(Connection connection, boolean isKept) {
      return proxy(
          Connection.class,
          connection,
          (method, arguments) -> {
            if (method.equals("prepareStatement") && arguments != null) {
              prepared.add(String.valueOf(arguments[0]).toLowerCase(Locale.ROOT));
            }
            return isKept && method.equals("close") ? null : NOT_CHANGED;
          });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
