// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepass.benchmark.load.Database.Queries;
import org.gatepass.benchmark.load.Generator.Measured;

/**
 * Gatepass's module while accounts change, on one node or several, and a bare module on the same
 * nodes, whose rates show what the changes themselves cost. The run checks each answer of Gatepass
 * against the changes that were committed before its request.
 */
final class ChangeLoad {
  private static final int CHANGE_SEED = 2;
  private static final int OK = 200;

  private final Scenario scenario;
  private final LoadOptions options;
  private final Path work;
  private final int[] callers;
  private final Committed committed;
  private final List<Level> bare;
  private final List<Level> levels;

  ChangeLoad(Scenario scenario, LoadOptions options, Path work) {
    this.scenario = scenario;
    this.options = options;
    this.work = work;
    this.callers = draw(1);
    this.committed = new Committed(scenario.accounts());
    this.bare = levels("a bare module", options);
    this.levels = levels("Gatepass", options);
  }

  private static List<Level> levels(String title, LoadOptions options) {
    return options.changes().stream()
        .map(
            changes ->
                new Level(
                    title + (changes == 0 ? "" : ", %,d changes a second".formatted(changes)),
                    changes))
        .toList();
  }

  private int[] draw(long seed) {
    return Callers.draw(Math.min(Callers.MOST, scenario.accounts()), seed).toArray();
  }

  /** Measures, writes the chart, and returns tables. */
  String measure() throws IOException, InterruptedException, GeneralSecurityException {
    List<Application> wars = List.of(Application.SQL, Application.BARE, Application.CHANGES_MODULE);
    try (Database database = scenario.startDatabase(work, options.port() + 3);
        Nodes nodes =
            Nodes.start(scenario, options.nodes(), work, database, wars, options.port())) {
      Sql sql = new Sql(nodes.first().http(), nodes.first().base());
      say("making " + scenario.accounts() + " accounts");
      Accounts.make(sql, database, scenario.accounts());
      Accounts.allowChanges(sql, database, scenario.accounts());
      AccountChanges changes =
          new AccountChanges(
              nodes.first().http(),
              nodes.urls(Application.CHANGES_MODULE),
              sql,
              draw(CHANGE_SEED),
              committed);
      String memory = measureMemory(nodes);
      warmUp(nodes, changes);
      measureRates(nodes, changes);
      countQueries(nodes, changes, database, sql);
      int rate = measureLatencies(nodes, changes);
      String title =
          "%s, %s, %,d accounts, %d node%s"
              .formatted(
                  nodes.first().title(),
                  database.title(),
                  scenario.accounts(),
                  nodes.count(),
                  nodes.count() == 1 ? "" : "s");
      ChangeResults results = new ChangeResults(title, bare, levels, rate, memory);
      Files.writeString(work.resolve("changes.svg"), results.chart());
      say("a chart is in " + work.resolve("changes.svg"));
      return results.markdown();
    }
  }

  private static void say(String what) {
    LoadComparison.say(what);
  }

  /** The memory that a node uses for callers: each of many sends one request to one node. */
  private String measureMemory(Nodes nodes) throws IOException, InterruptedException {
    int count = Math.min(options.memory(), scenario.accounts());
    if (count == 0) {
      return "";
    }
    say(count + " callers");
    runFilled(nodes, levels.get(0), 1, 0); // loads classes
    long before = nodes.first().liveBytes();
    int[] each = IntStream.rangeClosed(1, count).toArray();
    double rate =
        new Generator(each, checkFor(levels.get(0)))
            .runOnce(nodes.urls(Application.CHANGES_MODULE).subList(0, 1))
            .rate();
    long after = nodes.first().liveBytes();
    return "After %,d callers: %.1f MB more in use (%.1f before), loaded at %,.0f a second."
        .formatted(count, (after - before) / 1e6, before / 1e6, rate);
  }

  /** Lets each node load the accounts of all callers. */
  private void fill(Nodes nodes) throws IOException {
    int[] each = IntStream.of(callers).distinct().toArray();
    for (URI url : nodes.urls(Application.CHANGES_MODULE)) {
      new Generator(each, checkFor(levels.get(0))).runOnce(List.of(url));
    }
  }

  private void warmUp(Nodes nodes, AccountChanges changes)
      throws IOException, InterruptedException {
    say("warming up");
    for (int i = 0; i < options.warmUps(); i++) {
      runBare(nodes, options.seconds(), 0);
      for (Level level : levels) {
        changes.during(level.changesPerSecond(), () -> run(nodes, level, options.seconds(), 0));
      }
    }
    nodes.pin();
    Machine.pinThisProgram();
  }

  private void measureRates(Nodes nodes, AccountChanges changes)
      throws IOException, InterruptedException {
    for (int round = 1; round <= options.rounds(); round++) {
      say("round " + round + " of " + options.rounds());
      List<Level> inTurn = new ArrayList<>(bare);
      inTurn.addAll(levels);
      if (round % 2 == 0) {
        Collections.reverse(inTurn);
      }
      for (Level level : inTurn) {
        long before = changes.count();
        Measured measured =
            changes.during(level.changesPerSecond(), () -> run(nodes, level, options.seconds(), 0));
        level.add(measured.rate(), (double) (changes.count() - before) / options.seconds());
      }
    }
  }

  private void countQueries(Nodes nodes, AccountChanges changes, Database database, Sql sql)
      throws IOException, InterruptedException {
    fill(nodes);
    for (Level level : levels) {
      database.count(sql);
      long before = changes.count();
      changes.during(level.changesPerSecond(), () -> runFilled(nodes, level, options.seconds(), 0));
      Queries queries = database.counted(sql);
      level.queries(
          "%.1f of the revision a node, %,d others, with %d changes"
              .formatted(
                  (double) queries.revision() / nodes.count() / options.seconds(),
                  queries.other() / options.seconds(),
                  changes.count() - before));
    }
  }

  private int measureLatencies(Nodes nodes, AccountChanges changes)
      throws IOException, InterruptedException {
    int rate =
        options.rate() == 0 ? (int) (Results.median(bare.get(0).rates()) / 2) : options.rate();
    say("latencies at " + rate + " requests a second");
    int seconds = 2 * options.seconds();
    for (Level level : Stream.concat(bare.stream(), levels.stream()).toList()) {
      level.latencies(
          changes
              .during(level.changesPerSecond(), () -> run(nodes, level, seconds, rate))
              .latencies());
    }
    return rate;
  }

  private Measured runBare(Nodes nodes, int seconds, int rate) throws IOException {
    return run(new Generator(callers, checkBare()), nodes.urls(Application.BARE), seconds, rate);
  }

  /** Runs a level. Without changes, Gatepass has loaded all accounts before. */
  private Measured run(Nodes nodes, Level level, int seconds, int rate) throws IOException {
    if (bare.contains(level)) {
      return runBare(nodes, seconds, rate);
    }
    if (level.changesPerSecond() == 0) {
      fill(nodes);
    }
    return runFilled(nodes, level, seconds, rate);
  }

  private Measured runFilled(Nodes nodes, Level level, int seconds, int rate) throws IOException {
    return run(
        new Generator(callers, checkFor(level)),
        nodes.urls(Application.CHANGES_MODULE),
        seconds,
        rate);
  }

  /** Runs at a constant rate, or for 0 as fast as the nodes answer. */
  private static Measured run(Generator generator, List<URI> urls, int seconds, int rate)
      throws IOException {
    return rate == 0 ? generator.run(urls, seconds) : generator.run(urls, seconds, rate);
  }

  private static Generator.Check checkBare() {
    return (caller, answer, sentAt) -> {
      if (answer.status() != OK) {
        throw new IllegalStateException("The bare module answers " + answer);
      }
    };
  }

  private Generator.Check checkFor(Level level) {
    return (caller, answer, sentAt) -> {
      String name = Callers.name(caller) + " ";
      if (answer.status() != OK) {
        level.countRejected();
      } else if (answer.body().startsWith(name)) {
        long seen = Long.parseLong(answer.body().substring(name.length()));
        level.count(committed.ageNanos(caller, seen, sentAt));
      } else {
        throw new IllegalStateException(name + "is answered " + answer);
      }
    };
  }
}
