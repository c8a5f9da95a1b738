// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.gatepass.store.UserAccounts;
import org.jspecify.annotations.Nullable;

/**
 * The migrations in the identity-store jar. They are listed here because Flyway can't list the
 * files of a jar on Open Liberty.
 */
final class Migrations implements ResourceProvider {
  private static final String FOLDER = "schema/";
  private static final List<Migration> ALL =
      List.of(
          new Migration("V1__accounts.sql"),
          new Migration("V2__revision.sql"),
          new Migration("V3__changes.sql"),
          new Migration("V4__ended_logins.sql"),
          new Migration("V5__password_change.sql"),
          new Migration("V6__stable_ids.sql"),
          new Migration("V7__account_states.sql"));

  /** Creates the tables of the accounts, or updates them. */
  static void run(DataSource dataSource) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .resourceProvider(new Migrations())
        .javaMigrationClassProvider(List::of)
        // A history table of its own, since the application's own migrations have other versions.
        .table("gatepass_schema_history")
        // The database may hold other tables already, but not those of the accounts.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return ALL.stream()
        .filter(migration -> migration.getAbsolutePath().equals(name))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return ALL.stream()
        .filter(migration -> migration.getFilename().startsWith(prefix))
        .filter(migration -> Arrays.stream(suffixes).anyMatch(migration.getFilename()::endsWith))
        .map(LoadableResource.class::cast)
        .toList();
  }

  /** One file of the jar. */
  private static final class Migration extends LoadableResource {
    private final String file;

    Migration(String file) {
      this.file = file;
    }

    @Override
    public Reader read() {
      return new InputStreamReader(
          Objects.requireNonNull(UserAccounts.class.getResourceAsStream(FOLDER + file), file),
          StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return "org/gatepass/store/" + FOLDER + file;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return file;
    }

    @Override
    public String getRelativePath() {
      return file;
    }
  }
}
