// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gatepass.benchmark.load.Database.Queries;
import org.gatepass.benchmark.load.Wrk.Load;
import org.gatepass.benchmark.load.war.Proxy;

/**
 * One scenario after the other: a server with all applications and a database is started, warmed up
 * and pinned to a processor; then the targets take turns, so that a machine that gets slower does
 * so for each. Each result is written to a file at once.
 */
public final class LoadComparison {
  private static final Path WORK = Path.of("benchmarks/target/load").toAbsolutePath();

  private final Scenario scenario;
  private final LoadOptions options;
  private final Path work;
  private final List<Target> targets;

  private LoadComparison(Scenario scenario, LoadOptions options, Path work) {
    this.scenario = scenario;
    this.options = options;
    this.work = work;
    this.targets = options.targets(scenario);
  }

  /**
   * Measures, and prints tables.
   *
   * @param arguments see {@code benchmarks/load}
   * @throws Exception when something is wrong; then nothing is left running
   */
  public static void main(String[] arguments) throws Exception {
    LoadOptions options = LoadOptions.of(List.of(arguments));
    Path work = WORK.resolve(Instant.now().toString().replaceAll("[^0-9T]", ""));
    Files.createDirectories(work);
    Path report = work.resolve("report.md");
    Files.writeString(report, Machine.describe(options) + "\n");
    for (Scenario scenario : options.scenarios()) {
      Path folder = Files.createDirectories(work.resolve(scenario.name()));
      String table =
          options.changesAccounts()
              ? new ChangeLoad(scenario, options, folder).measure()
              : new LoadComparison(scenario, options, folder).measure();
      Files.writeString(report, "\n" + table, StandardOpenOption.APPEND);
    }
    System.out.println(Files.readString(report));
    say("this is also in " + report);
  }

  static void say(String what) {
    System.err.println("load: " + what);
  }

  private String measure() throws IOException, InterruptedException, GeneralSecurityException {
    Instant start = Instant.now();
    say("starting " + scenario.name());
    List<Application> applications = new ArrayList<>(List.of(Application.SQL));
    targets.stream().map(Target::application).distinct().forEach(applications::add);
    try (Database database = scenario.startDatabase(work, options.port() + 3);
        LoadServer server =
            LoadServer.start(scenario.server(), work, database, applications, options.port())) {
      say("making " + scenario.accounts() + " accounts");
      Sql sql = new Sql(server.http(), server.base());
      Accounts.make(sql, database, scenario.accounts());
      Results results =
          new Results(
              "%s, %s, %,d accounts"
                  .formatted(server.title(), database.title(), scenario.accounts()));
      prepare(server);
      warmUp(server, database, sql, results);
      for (int round = 1; round <= options.rounds(); round++) {
        say("round " + round + " of " + options.rounds());
        runRound(server, results, round);
        Files.writeString(work.resolve("table.md"), results.markdown());
      }
      say(scenario.name() + " took " + Duration.between(start, Instant.now()).toSeconds() + " s");
      return results.markdown();
    }
  }

  /** Checks the answer of each target, and writes the files of callers. */
  private void prepare(LoadServer server) throws IOException, InterruptedException {
    int callers = Math.min(Callers.MOST, scenario.accounts());
    Callers.EACH.write(eachCaller(), callers, List.of());
    for (Target target : targets) {
      if (target.application().goesThroughTheModule()
          && !server.log().contains("Gatepass integration: module")) {
        throw new IllegalStateException(target.option() + ": the module's integration is not open");
      }
      List<String> sessions =
          target.callers() == Callers.SESSIONS ? logIn(server, target, callers) : List.of();
      check(server, target, sessions);
      target.callers().write(callersOf(target), callers, sessions);
    }
  }

  private Path callersOf(Target target) {
    return work.resolve(target.option() + ".txt");
  }

  private Path eachCaller() {
    return work.resolve("each.txt");
  }

  private static List<String> logIn(LoadServer server, Target target, int callers)
      throws IOException, InterruptedException {
    List<String> sessions = new ArrayList<>();
    for (int caller = 1; caller <= Math.min(Callers.SESSION_COUNT, callers); caller++) {
      HttpResponse<String> answer =
          get(server, target.application(), "/enter", "remote-user", Callers.name(caller));
      String cookie =
          answer
              .headers()
              .firstValue("Set-Cookie")
              .orElseThrow(() -> new IllegalStateException(target.option() + ": no session"));
      String session = cookie.replaceAll(";.*", "");
      // From the first request of a session on, its caller's account is cached.
      get(server, target.application(), "/who", "Cookie", session);
      sessions.add(session);
    }
    return sessions;
  }

  private static void check(LoadServer server, Target target, List<String> sessions)
      throws IOException, InterruptedException {
    String line = target.callers().firstLine(sessions);
    HttpResponse<String> answer =
        get(server, target.application(), "/who", target.callers().header(), line);
    if (answer.statusCode() != 200 || !answer.body().equals(target.expectedBody())) {
      throw new IllegalStateException(
          "%s answers %d %s, not 200 %s"
              .formatted(
                  target.option(), answer.statusCode(), answer.body(), target.expectedBody()));
    }
  }

  private static HttpResponse<String> get(
      LoadServer server, Application application, String path, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.base().resolve("/" + application.root() + path))
            .header(header, value)
            .header(Proxy.SECRET_HEADER, Proxy.SECRET)
            .build();
    return server.http().send(request, BodyHandlers.ofString());
  }

  /**
   * Lets the server compile and fill its caches; then, with its one processor, counts the queries
   * of each target.
   */
  private void warmUp(LoadServer server, Database database, Sql sql, Results results)
      throws IOException, InterruptedException {
    say("warming up");
    for (int i = 0; i < options.warmUps(); i++) {
      for (Target target : targets) {
        run(server, target);
      }
    }
    for (Target target : targets) {
      if (target.asksForNoAccount() && target.callers() == Callers.MANY) {
        wrk(server, target).runOnce(eachCaller());
      }
    }
    server.pin();
    for (Target target : targets) {
      database.count(sql);
      Load load = run(server, target);
      Queries queries = database.counted(sql);
      note("queries", target, queries + " in " + load);
      checkQueries(target, queries, load);
      results.add(target, queries, load.requests());
    }
  }

  /** The steady state queries only the revision, once a second at most. */
  private static void checkQueries(Target target, Queries queries, Load load) {
    if (target.readsAccounts() && queries.revision() + queries.other() == 0) {
      throw new IllegalStateException(target.option() + ": the database did not count anything");
    }
    double seconds = load.requests() / load.rate();
    if (target.asksForNoAccount() && (queries.other() > 0 || queries.revision() > seconds + 1)) {
      throw new IllegalStateException(
          "%s asked the database too often: %s in %.1f s"
              .formatted(target.option(), queries, seconds));
    }
  }

  private void runRound(LoadServer server, Results results, int round)
      throws IOException, InterruptedException {
    List<Target> inTurn = new ArrayList<>(targets);
    if (round % 2 == 0) {
      Collections.reverse(inTurn);
    }
    for (Target target : inTurn) {
      Load load = run(server, target);
      note("round " + round, target, load.toString());
      results.add(target, load.rate());
    }
  }

  private void note(String when, Target target, String what) throws IOException {
    Files.writeString(
        work.resolve("measured.txt"),
        when + " " + target.option() + ": " + what + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private Load run(LoadServer server, Target target) throws IOException, InterruptedException {
    return wrk(server, target).run(callersOf(target), options.seconds());
  }

  private static Wrk wrk(LoadServer server, Target target) {
    URI url = server.base().resolve("/" + target.application().root() + "/who");
    return new Wrk(url, target.callers().header());
  }
}
