// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A database that a server's default data source leads to, made for one scenario. */
interface Database extends AutoCloseable {
  /** Its product name. */
  String title() throws IOException, InterruptedException;

  /** The class of its data source. */
  String dataSourceClass();

  String url();

  String user();

  String password();

  /** The driver, where a server has none. */
  List<Path> driver();

  /** A table of the numbers from one to another. */
  String numbers(int from, int to);

  /** The file of the triggers that make changes by other software visible. */
  String triggers();

  /** Begins the count of statements. */
  void count(Sql sql) throws IOException, InterruptedException;

  /** Ends the count, and returns the numbers of statements. */
  Queries counted(Sql sql) throws IOException, InterruptedException;

  @Override
  void close();

  /**
   * Statements on the tables of the accounts.
   *
   * @param revision those that read the revision
   * @param other all others
   */
  record Queries(long revision, long other) {}

  /** Counts in a view that has a row for each statement's text. */
  static Queries countIn(Sql sql, String view, String text, String count)
      throws IOException, InterruptedException {
    String query =
        "select coalesce(sum(%s), 0) from %s where lower(%s) like '%%gatepass~_%%' escape '~'"
            .formatted(count, view, text);
    String revision =
        " and lower(%s) like 'select%%gatepass~_revision%%' escape '~'".formatted(text);
    long all = sql.number(query);
    long revisions = sql.number(query + revision);
    return new Queries(revisions, all - revisions);
  }
}
