// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Docker engine as Debian packages it, with images, containers and a socket of its own. It builds
 * with the network of the machine. It then runs containers in a network namespace of its own, so
 * that their networks, ports and packet filters do not affect the machine. Needs root.
 */
public final class DockerEngine {
  private static final Path SCRIPTS = Path.of(System.getProperty("it.resources"), "compose");
  private static final Duration MAX_AGE_OF_BASE = Duration.ofDays(7);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Path folder;
  private final String namespace = "gatepass-" + ProcessHandle.current().pid();
  private boolean hasNamespace;
  private @Nullable Process daemon;

  public DockerEngine() throws IOException {
    // Not in a test's own folder, which JUnit could not delete while something is mounted in it.
    folder = Files.createTempDirectory("gatepass-docker-");
  }

  /**
   * Skips the tests, or fails them as {@link Gateway#assumeInstalled} does, if a part is missing.
   */
  public static void assumeInstalled() {
    for (String program :
        List.of(
            "/usr/sbin/dockerd",
            "/usr/bin/docker-compose",
            "/usr/sbin/debootstrap",
            "/usr/sbin/iptables",
            "/usr/sbin/ip",
            "/usr/bin/curl")) {
      Gateway.assumeInstalled(Path.of(program));
    }
    assumeTrue(
        System.getProperty("user.name").equals("root"), "A Docker engine starts as root only.");
  }

  /** Starts the engine for building images. */
  public void startForBuilding() throws IOException, InterruptedException {
    start(List.of(), List.of("--iptables=false", "--ip-forward=false"));
  }

  /** Restarts the engine, for running containers in a network namespace. */
  public void startForRunning() throws IOException, InterruptedException {
    stop();
    run(List.of("ip", "netns", "add", namespace));
    hasNamespace = true;
    run(inside("ip", "link", "set", "lo", "up"));
    start(inside(), List.of());
  }

  private void start(List<String> prefix, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    Path configuration = Files.writeString(folder.resolve("daemon.json"), "{}");
    command.addAll(List.of("dockerd", "--config-file", configuration.toString()));
    command.addAll(List.of("--data-root", folder.resolve("data").toString()));
    command.addAll(List.of("--exec-root", folder.resolve("exec").toString()));
    command.addAll(List.of("--pidfile", folder.resolve("pid").toString(), "--host", host()));
    command.addAll(List.of("--group", "root", "--bridge=none", "--oom-score-adjust=0"));
    command.addAll(options);
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    daemon = started;
    Instant end = Instant.now().plusSeconds(60);
    while (call(Map.of(), folder, List.of("docker", "version")).status() != 0) {
      assertThat(started.isAlive() && Instant.now().isBefore(end))
          .as("The Docker engine did not start, and logged:%n%s", Files.readString(log()))
          .isTrue();
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private String host() {
    return "unix://" + folder.resolve("socket");
  }

  private Path log() {
    return folder.resolve("log");
  }

  /** A command that runs in the network namespace of the containers' machine. */
  public List<String> inside(String... command) {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + namespace));
    all.addAll(List.of(command));
    return all;
  }

  /**
   * Adds an image like Debian's slim image. Its content is kept for some days in the user's cache,
   * because debootstrap takes minutes.
   */
  public void addBase(String name) throws IOException, InterruptedException {
    Path base =
        Path.of(System.getProperty("user.home"), ".cache", "gatepass-tests", "bookworm-slim.tar");
    Instant oldest = Instant.now().minus(MAX_AGE_OF_BASE);
    if (!Files.exists(base) || Files.getLastModifiedTime(base).toInstant().isBefore(oldest)) {
      run(List.of("bash", SCRIPTS.resolve("slim-image").toString(), base.toString()));
    }
    run(List.of("docker", "import", base.toString(), name));
  }

  /** Returns the output of a program, which must succeed. */
  public String run(List<String> command) throws IOException, InterruptedException {
    return run(Map.of(), folder, command);
  }

  /** Returns the output of a program in a directory, which must succeed. */
  public String run(Map<String, String> environment, Path directory, List<String> command)
      throws IOException, InterruptedException {
    Ended ended = call(environment, directory, command);
    assertThat(ended.status()).as("%s printed:%n%s", command, ended.output()).isZero();
    return ended.output();
  }

  /** Runs a program whose {@code DOCKER_HOST} is this engine. */
  public Ended call(Map<String, String> environment, Path directory, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output-", "");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("DOCKER_HOST", host());
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end, and printed:\n" + Files.readString(output));
    }
    String text = Files.readString(output);
    Files.delete(output);
    return new Ended(process.exitValue(), text);
  }

  private void stop() throws InterruptedException {
    Process running = Objects.requireNonNull(daemon);
    running.destroy();
    if (!running.waitFor(60, TimeUnit.SECONDS)) {
      running.destroyForcibly().waitFor();
    }
    daemon = null;
  }

  /** Ends the containers and the engine, and deletes its files. */
  public void close() throws IOException, InterruptedException {
    if (daemon != null) {
      stop();
    }
    if (hasNamespace) {
      call(Map.of(), Path.of("/"), List.of("ip", "netns", "del", namespace));
    }
    // The engine leaves a mounted file for the network of the machine.
    String leftovers = "grep -o ' %s[^ ]*' /proc/mounts | xargs -r umount; rm -rf %1$s";
    Process deletion = new ProcessBuilder("sh", "-c", leftovers.formatted(folder)).start();
    deletion.waitFor();
  }

  /**
   * A program that has ended.
   *
   * @param status its exit status
   * @param output what it printed
   */
  public record Ended(int status, String output) {}
}
