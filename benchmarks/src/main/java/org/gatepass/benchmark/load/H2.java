// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The H2 that the server brings, within its process, in a file. */
final class H2 implements Database {
  private final Path folder;

  H2(Path folder) {
    this.folder = folder;
  }

  @Override
  public String title() {
    return "H2";
  }

  @Override
  public String dataSourceClass() {
    return "org.h2.jdbcx.JdbcDataSource";
  }

  @Override
  public String url() {
    return "jdbc:h2:file:" + folder.resolve("accounts") + ";OPTIMIZE_REUSE_RESULTS=FALSE";
  }

  @Override
  public String user() {
    return "sa";
  }

  @Override
  public String password() {
    return "sa";
  }

  @Override
  public List<Path> driver() {
    return List.of();
  }

  @Override
  public String numbers(int from, int to) {
    return "system_range(" + from + ", " + to + ")";
  }

  @Override
  public String triggers() {
    return "triggers-h2.sql";
  }

  @Override
  public void count(Sql sql) throws IOException, InterruptedException {
    sql.execute("set query_statistics true");
  }

  @Override
  public Queries counted(Sql sql) throws IOException, InterruptedException {
    Queries queries =
        Database.countIn(
            sql, "information_schema.query_statistics", "sql_statement", "execution_count");
    sql.execute("set query_statistics false");
    return queries;
  }

  /** It ends with the server. */
  @Override
  public void close() {}
}
