// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.it.server.Ports;

/**
 * An application of {@code examples}, built and run only by the commands of its README, in a copy
 * of the sources and with a local Maven repository of its own.
 */
public final class Example {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Files that a clone lacks. */
  private static final Set<String> NOT_IN_A_CLONE =
      Set.of(".git", "target", "servers", "demo-data");

  /** The artifacts that the commands of the README install. */
  private static final Path OURS = Path.of("org", "gatepass");

  private static final Pattern TRIED = Pattern.compile("(curl .*) # ([0-9]{3})");
  private static final Pattern STATUS = Pattern.compile("HTTP/1[.]1 ([0-9]{3})");
  private static final String PORT = "8080";

  private final Map<String, List<String>> commands = new TreeMap<>();
  private final Path readme;

  public Example(String name) throws IOException {
    readme = ROOT.resolve("examples").resolve(name).resolve("README.md");
    String section = "";
    boolean shell = false;
    for (String line : lines()) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (line.startsWith("```")) {
        shell = line.equals("```sh");
      } else if (shell) {
        commands.computeIfAbsent(section, none -> new ArrayList<>()).add(line);
      }
    }
  }

  public List<String> lines() throws IOException {
    return Files.readAllLines(readme);
  }

  /** The status that the README promises for each request, in the order of the README. */
  public List<String> promised() {
    return tried().stream().map(line -> line.group(2)).toList();
  }

  private List<Matcher> tried() {
    return commands.get("Try it").stream().map(TRIED::matcher).filter(Matcher::matches).toList();
  }

  /** Copies what a clone has, to a folder that is empty. */
  public static void copySources(Path clone) throws IOException {
    copy(ROOT, clone, NOT_IN_A_CLONE, file -> false);
  }

  /**
   * Makes a copy of a local Maven repository without our own artifacts. The original stays
   * unchanged: files that Maven writes again are copied.
   */
  public static void linkRepository(Path from, Path to) throws IOException {
    copy(from, to, Set.of(OURS.toString()), file -> file.toString().matches(".*[.](jar|zip|pom)"));
  }

  private static void copy(Path from, Path to, Set<String> leftOut, Predicate<Path> isLinked)
      throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (leftOut.contains(folder.getFileName().toString())
                || leftOut.contains(from.relativize(folder).toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(file));
            if (isLinked.test(file)) {
              Files.createSymbolicLink(copy, file);
            } else {
              Files.copy(file, copy);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The result of a run: the status of each response, and the time until the first one. */
  public record Run(List<String> statuses, Duration untilTheFirst) {}

  /**
   * Runs the README's commands for a server, and its requests. Each process has ended afterwards.
   *
   * @param server the heading of the server's section
   * @param clone the copy of the sources
   * @param repository the local Maven repository
   * @param extra what is added to the command that starts the server, with {@code %d} for the port:
   *     it keeps the server to this machine and to free ports
   * @param patience how long the first answer may take
   */
  public Run run(String server, Path clone, Path repository, String extra, Duration patience)
      throws IOException, InterruptedException {
    int port = Ports.free();
    List<String> script = new ArrayList<>(List.of("set -e"));
    script.addAll(commands.get(""));
    script.addAll(commands.get(server));
    int last = script.size() - 1;
    script.set(
        last,
        script.get(last).replace("--port " + PORT, "--port " + port)
            + " "
            + extra.formatted(port, port - Integer.parseInt(PORT)));
    Path log = Files.createTempFile(clone.getParent(), "example-", ".log");
    ProcessBuilder shell = shell(String.join("\n", script), clone, repository);
    long start = System.nanoTime();
    Process process = shell.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      List<String> requests =
          tried().stream()
              .map(line -> line.group(1).replace(":" + PORT + "/", ":" + port + "/"))
              .toList();
      String expected = promised().get(0);
      while (!status(requests.get(0)).equals(expected)) {
        if (!process.isAlive() || elapsed(start).compareTo(patience) > 0) {
          throw new AssertionError(
              "No answer with status " + expected + ":\n" + Files.readString(log));
        }
        TimeUnit.MILLISECONDS.sleep(500);
      }
      Duration untilTheFirst = elapsed(start);
      List<String> statuses = new ArrayList<>();
      for (String request : requests) {
        statuses.add(status(request));
      }
      return new Run(statuses, untilTheFirst);
    } finally {
      end(process);
      System.out.println(Files.readString(log));
    }
  }

  /** A shell with nothing of this build but the JDK and a local Maven repository. */
  private static ProcessBuilder shell(String script, Path clone, Path repository) {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", script).directory(clone.toFile());
    shell.environment().keySet().removeIf(name -> name.startsWith("GATEPASS_"));
    shell
        .environment()
        .merge("MAVEN_OPTS", "-Dmaven.repo.local=" + repository, (some, more) -> some + " " + more);
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return shell;
  }

  /** Runs the README's commands that build the application, then its integration tests. */
  public String verify(Path clone, Path repository) throws IOException, InterruptedException {
    List<String> script = new ArrayList<>(List.of("set -e"));
    script.addAll(commands.get(""));
    script.add("mvn -B -ntp verify");
    Process process =
        shell(String.join("\n", script), clone, repository).redirectErrorStream(true).start();
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      end(process);
    }
  }

  private static Duration elapsed(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Runs a request of the README; gives the status of its answer, or nothing. */
  private static String status(String request) throws IOException, InterruptedException {
    Process curl =
        new ProcessBuilder("bash", "-c", request + " --max-time 60")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    curl.waitFor();
    Matcher status = STATUS.matcher(answer);
    return status.lookingAt() ? status.group(1) : "";
  }

  /** Ends a shell and its child processes, since the server outlives the shell. */
  private static void end(Process shell) throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(shell.descendants().toList());
    all.add(shell.toHandle());
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : all) {
      try {
        each.onExit().get(30, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException late) {
        each.destroyForcibly();
      }
    }
  }
}
