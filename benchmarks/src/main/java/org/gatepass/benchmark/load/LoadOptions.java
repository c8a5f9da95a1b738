// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The arguments of {@code benchmarks/load}. */
final class LoadOptions {
  private static final List<Scenario> ALL =
      List.of(
          new Scenario(LoadServer.Kind.PAYARA_MICRO, Scenario.H2, 1_000_000),
          new Scenario(LoadServer.Kind.PAYARA_MICRO, Scenario.H2, 1_000),
          new Scenario(LoadServer.Kind.PAYARA_MICRO, Scenario.POSTGRESQL, 1_000_000),
          new Scenario(LoadServer.Kind.WILDFLY, Scenario.H2, 1_000_000),
          new Scenario(LoadServer.Kind.WILDFLY, Scenario.POSTGRESQL, 1_000_000));
  private static final String FIVE_MINUTES = "five-minutes";
  private static final List<String> FIVE_MINUTES_MEAN =
      List.of(
          "payara-micro",
          Scenario.POSTGRESQL,
          "changes=10,100",
          "nodes=2",
          "rounds=3",
          "seconds=4",
          "memory=1000000");
  private static final List<String> WORDS =
      List.of("payara-micro", "wildfly", Scenario.H2, Scenario.POSTGRESQL, FIVE_MINUTES);
  private static final List<String> KEYS =
      List.of(
          "accounts",
          "rounds",
          "seconds",
          "warm-ups",
          "targets",
          "port",
          "changes",
          "nodes",
          "rate",
          "memory");

  private final List<String> words;
  private final Map<String, String> values = new HashMap<>();

  private LoadOptions(List<String> arguments) {
    words = arguments.stream().filter(argument -> !argument.contains("=")).toList();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (!(parts.length == 1 ? WORDS : KEYS).contains(parts[0])) {
        throw new IllegalArgumentException(argument + ": known are " + WORDS + " and " + KEYS);
      }
      if (parts.length == 2) {
        values.put(parts[0], parts[1]);
      }
    }
  }

  static LoadOptions of(List<String> arguments) {
    List<String> all = new ArrayList<>();
    if (arguments.contains(FIVE_MINUTES)) {
      all.addAll(FIVE_MINUTES_MEAN);
    }
    all.addAll(arguments);
    return new LoadOptions(all);
  }

  int rounds() {
    return number("rounds", 5);
  }

  /** The seconds for each target in a round. */
  int seconds() {
    return number("seconds", 2);
  }

  /** The number of runs of each target before the server gets its one processor. */
  int warmUps() {
    return number("warm-ups", 3);
  }

  /** Whether accounts change during the measurement; otherwise the integrations are compared. */
  boolean changesAccounts() {
    return values.containsKey("changes");
  }

  /** The numbers of changes a second: none, and those of the argument. */
  List<Integer> changes() {
    return Stream.concat(
            Stream.of("0"), Stream.of(values.getOrDefault("changes", "0").split(",", -1)))
        .map(Integer::valueOf)
        .distinct()
        .toList();
  }

  /** The number of servers with the same database. */
  int nodes() {
    return number("nodes", 1);
  }

  /** The constant rate of requests for percentiles; 0 for half of a bare module's maximum. */
  int rate() {
    return number("rate", 0);
  }

  /** The number of callers after which memory is measured; 0 for no such measurement. */
  int memory() {
    return number("memory", 0);
  }

  /** The first port; each node uses four. */
  int port() {
    return number("port", 18_590);
  }

  private int number(String key, int usual) {
    String value = values.get(key);
    return value == null ? usual : Integer.parseInt(value);
  }

  List<Scenario> scenarios() {
    return ALL.stream()
        .filter(scenario -> isWanted(scenario.server().option(), "payara-micro", "wildfly"))
        .filter(scenario -> isWanted(scenario.database(), Scenario.H2, Scenario.POSTGRESQL))
        .map(this::withAccounts)
        .distinct()
        .toList();
  }

  private boolean isWanted(String word, String... alternatives) {
    return words.contains(word) || Stream.of(alternatives).noneMatch(words::contains);
  }

  private Scenario withAccounts(Scenario scenario) {
    int accounts = number("accounts", scenario.accounts());
    return new Scenario(scenario.server(), scenario.database(), accounts);
  }

  List<Target> targets(Scenario scenario) {
    String wanted = values.get("targets");
    if (wanted == null) {
      return Arrays.stream(Target.values())
          .filter(target -> target.belongsToEachDatabase() || scenario.measuresWithoutDatabase())
          .toList();
    }
    List<String> names = List.of(wanted.split(","));
    List<Target> found =
        Arrays.stream(Target.values()).filter(target -> names.contains(target.option())).toList();
    if (found.size() != names.size()) {
      throw new IllegalArgumentException(
          "targets: known are " + Arrays.stream(Target.values()).map(Target::option).toList());
    }
    return found;
  }
}
