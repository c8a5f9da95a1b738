// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.AutoSecurity;
import org.gatepass.it.app.start.OwnMechanism;
import org.gatepass.it.app.start.OwnStore;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The time that the library adds to the start of an application. The same small application starts
 * with a mechanism of its own and with Gatepass's, in turn, on one server that is warmed up by the
 * first starts. Other work on the machine only adds time, so that the best of a few measurements
 * counts.
 */
@Tag("thorough")
@Tag("timed")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class StartUpCostIT {
  private static final int PAIRS = 24;
  private static final int THAT_COUNT = 11;
  private static final int MEASUREMENTS = 3;

  /** On a machine that starts the other application in less; a slower one is slower for both. */
  private static final long MAX_COST_MILLIS = 150;

  private static final Pattern DEPLOYED =
      Pattern.compile("(own|ours)-\\d+ was successfully deployed in ([0-9,]+) milliseconds");

  @TempDir Path folder;

  @Test
  void isAFractionOfASecond() throws IOException, InterruptedException {
    List<Path> wars = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      wars.add(
          written(
              Wars.withoutLibrary(
                  "own-" + i + ".war", OwnMechanism.class, OwnStore.class, AskedServlet.class)));
      wars.add(
          written(
              Wars.mechanismAlone(
                  "ours-" + i + ".war", AutoSecurity.class, EchoStore.class, AskedServlet.class)));
    }
    Cost cost = measured(wars);
    for (int i = 1; i < MEASUREMENTS && !cost.isWithinBound(); i++) {
      cost = measured(wars);
    }
    assertThat(cost).matches(Cost::isWithinBound);
  }

  private Cost measured(List<Path> wars) throws IOException, InterruptedException {
    try (ServerProcess server =
        PayaraMicro.start(
            Files.createTempDirectory(folder, "server"), wars, ServerProcess.BOTH_COMPILERS)) {
      server.awaitInLog("ready in");

      List<Long> own = millis(server.log(), "own");
      List<Long> ours = millis(server.log(), "ours");
      assertThat(own).hasSize(PAIRS);
      assertThat(ours).hasSize(PAIRS);
      Cost cost = new Cost(median(own), median(ours));
      System.out.printf("Deployed in milliseconds: own %s, ours %s: %s%n", own, ours, cost);
      return cost;
    }
  }

  /** Medians in milliseconds. */
  private record Cost(long own, long ours) {
    boolean isWithinBound() {
      return ours - own < Math.max(MAX_COST_MILLIS, own);
    }
  }

  private Path written(WebArchive war) {
    Path file = folder.resolve(war.getName());
    war.as(ZipExporter.class).exportTo(file.toFile());
    return file;
  }

  private static List<Long> millis(String log, String kind) {
    return DEPLOYED
        .matcher(log)
        .results()
        .filter(line -> line.group(1).equals(kind))
        .map(line -> Long.parseLong(line.group(2).replace(",", "")))
        .toList();
  }

  private static long median(List<Long> millis) {
    List<Long> counted = millis.stream().skip(PAIRS - THAT_COUNT).sorted().toList();
    return counted.get(THAT_COUNT / 2);
  }
}
