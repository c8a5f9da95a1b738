// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.gateway.Compose;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.DockerEngine;
import org.gatepass.it.peer.DockerEngine.Ended;
import org.gatepass.it.peer.KeyTool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code deploy/compose} on a Docker engine: its images, started by its file with Docker Compose as
 * the how-to describes. The differences: the base image comes from debootstrap, PostgreSQL's image
 * from Debian's package, and images are built with the network of the machine.
 */
@Tag("sso")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeImagesIT {
  private static final String SECRET_HEADER = "X-Gateway-Secret";
  private static final int OUTAGE = Integer.MAX_VALUE - 2;
  private static final int HANG = Integer.MAX_VALUE - 1;
  private static final int RESTART = Integer.MAX_VALUE;

  private final Compose file = Compose.read();
  private DockerEngine engine;
  private Path folder;
  private int probes;

  ComposeImagesIT() throws IOException {}

  /** An answer to curl. */
  private record Answer(int status, Duration time, String body) {}

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    DockerEngine.assumeInstalled();
    prepare(temporary);
    engine = new DockerEngine();
    engine.startForBuilding();
    engine.addBase("debian:bookworm-slim");
    run("./new-secrets");
    compose("build");
    engine.startForRunning();
    compose("up", "--detach", "--no-build");
    compose("exec", "-T", "application", "./create-account", "alice", "user", "administrator");
    compose("exec", "-T", "application", "./create-account", "dora", "user");
    await("gateway", "healthy");
  }

  /** Copies {@code deploy}, and adds the files that the how-to adds. */
  private void prepare(Path temporary) throws Exception {
    Path deploy = temporary.resolve("deploy");
    new ProcessBuilder("cp", "-r", GatewayProbes.RECIPES.toString(), deploy.toString())
        .start()
        .waitFor();
    folder = deploy.resolve("compose");
    for (Map.Entry<String, Path> part : ComposedServers.parts().entrySet()) {
      Path copy = folder.resolve("application").resolve(part.getKey());
      Files.deleteIfExists(copy);
      Files.copy(part.getValue(), copy);
    }
    Path resources = Path.of(System.getProperty("it.resources"), "compose");
    Files.copy(resources.resolve("images.yaml"), folder.resolve("images.yaml"));
    Path database = Files.createDirectory(folder.resolve("database-of-the-tests"));
    for (String name : List.of("Dockerfile", "entrypoint")) {
      Files.copy(resources.resolve("database").resolve(name), database.resolve(name));
    }
    Files.writeString(folder.resolve(".env"), "PUBLIC_NAME=" + Compose.PUBLIC_NAME + "\n");
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Path keys = new KeyTool(temporary).keyStore("gateway", "CN=" + Compose.PUBLIC_NAME);
    KeyTool.writePem(
        keys, "gateway", secrets.resolve("certificate.pem"), secrets.resolve("certificate.key"));
    Files.writeString(secrets.resolve("htpasswd"), GatewayProbes.HTPASSWD);
    new ProcessBuilder("sh", "-c", "chmod 444 certificate.* htpasswd")
        .directory(secrets.toFile())
        .start()
        .waitFor();
  }

  @AfterAll
  void stop() throws Exception {
    System.out.println("ComposeImagesIT: probes sent: " + probes);
    if (engine != null) {
      engine.close();
    }
  }

  private String run(String... command) throws IOException, InterruptedException {
    return engine.run(Map.of(), folder, List.of(command));
  }

  private Ended call(String... command) throws IOException, InterruptedException {
    return engine.call(Map.of(), folder, List.of(command));
  }

  private String compose(String... arguments) throws IOException, InterruptedException {
    return run(composed(arguments));
  }

  private static String[] composed(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("docker-compose", "-f", "compose.yaml", "-f", "images.yaml"));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  /** A command in a service's container. */
  private Ended within(String service, String... command) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("exec", "-T", service));
    arguments.addAll(List.of(command));
    return call(composed(arguments.toArray(String[]::new)));
  }

  private static String container(String service) {
    return "compose_" + service + "_1";
  }

  private String inspected(String service, String format) throws Exception {
    return run("docker", "inspect", "-f", format, container(service)).strip();
  }

  private void await(String service, String health) throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(6));
    while (!inspected(service, "{{.State.Health.Status}}").equals(health)) {
      assertThat(Instant.now())
          .as("%s is not %s: %s", service, health, call("docker", "logs", container(service)))
          .isBefore(end);
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private String secret(String name) throws IOException {
    return Files.readString(folder.resolve("secrets").resolve(name));
  }

  /** Requests a page at the gateway's published port, from the machine. */
  private Answer ask(String path, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("--cacert", "secrets/certificate.pem"));
    all.addAll(List.of("--resolve", Compose.PUBLIC_NAME + ":443:127.0.0.1"));
    all.addAll(List.of(options));
    return curl(engine.inside("curl"), "https://" + Compose.PUBLIC_NAME + path, all);
  }

  private Answer askAs(String name, String path, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-u", name + ":" + name + "-gate-1"));
    all.addAll(List.of(options));
    return ask(path, all.toArray(String[]::new));
  }

  private Answer curl(List<String> curl, String address, List<String> options) throws Exception {
    probes++;
    List<String> command = new ArrayList<>(curl);
    command.addAll(List.of("-sS", "-m", "30", "-w", "\n%{http_code} %{time_total}"));
    command.addAll(options);
    command.add(address);
    Ended ended = call(command.toArray(String[]::new));
    int end = ended.output().stripTrailing().lastIndexOf('\n');
    String[] figures = ended.output().substring(end + 1).strip().split(" ", -1);
    assertThat(figures).as(ended.output()).hasSize(2);
    Duration time = Duration.ofMillis((long) (Double.parseDouble(figures[1]) * 1_000));
    return new Answer(Integer.parseInt(figures[0]), time, ended.output().substring(0, end));
  }

  private static void assertCaller(Answer answer, String name) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"caller\":\"" + name + "\"", "\"HEADER\"");
  }

  @Test
  void startsTheServicesInOrder() throws Exception {
    List<Instant> starts = new ArrayList<>();
    for (String service : List.of("database", "application", "gateway")) {
      await(service, "healthy");
      starts.add(Instant.parse(inspected(service, "{{.State.StartedAt}}")));
    }
    assertThat(starts).isSorted();
  }

  @Test
  void requiresAPasswordForAPageOfACaller() throws Exception {
    assertThat(ask("/").status()).isEqualTo(200);
    assertThat(ask("/api/me").status()).isEqualTo(401);
    assertCaller(askAs("alice", "/api/me"), "alice");
    assertThat(askAs("bob", "/api/me").status()).as("a name without an account").isEqualTo(403);
    assertThat(curl(engine.inside("curl"), "http://127.0.0.1/", List.of()).status()).isEqualTo(308);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remote-user: alice",
        "Remote_User: alice",
        "REMOTE-USER: alice",
        "remote.user: alice",
        "Connection: remote-user"
      })
  void ignoresForgedHeaders(String line) throws Exception {
    String secret = SECRET_HEADER + ": " + secret("gatepass.shared-secrets");
    for (String[] options : new String[][] {{"-H", line}, {"-H", line, "-H", secret}}) {
      assertThat(ask("/api/me", options).status()).isEqualTo(401);
      assertThat(ask("/", options).body()).doesNotContain("alice");
      assertCaller(askAs("dora", "/api/me", options), "dora");
    }
  }

  /** From the machine, another container beside the application, and the gateway. */
  @Test
  void acceptsTheHeaderOnlyFromTheGatewaysAddressWithTheSecret() throws Exception {
    List<String> header = List.of("-H", "remote-user: alice");
    List<String> both = List.of("-H", "remote-user: alice", "-H", SECRET_HEADER + ": " + secret());
    String page = "http://" + file.address("application", "inside") + ":8080/api/me";
    List<String> machine = engine.inside("curl");
    List<String> other =
        List.of("docker", "run", "--rm", "--network=compose_inside", "compose_gateway", "curl");
    List<String> gateway = List.of("docker", "exec", container("gateway"), "curl");

    for (List<String> place : List.of(machine, other)) {
      assertThat(curl(place, page, header).status()).isEqualTo(401);
      assertThat(curl(place, page, both).status()).isEqualTo(401);
    }
    assertThat(curl(gateway, page, header).status()).isEqualTo(401);
    assertCaller(curl(gateway, page, both), "alice");
  }

  private String secret() throws IOException {
    return secret("gatepass.shared-secrets");
  }

  @ParameterizedTest
  @CsvSource({
    "gateway, database, storage, 5432, false",
    "application, database, storage, 5432, true",
    "application, gateway, outside, 443, false",
    "application, gateway, inside, 443, true",
    "gateway, application, inside, 8080, true",
    "gateway, application, storage, 8080, false"
  })
  void connectsAServiceOnlyToThoseOfItsNetworks(
      String from, String to, String network, int port, boolean connected) throws Exception {
    String address =
        inspected(to, "{{.NetworkSettings.Networks.compose_" + network + ".IPAddress}}");
    String open = "exec 3<>/dev/tcp/" + address + "/" + port;

    assertThat(within(from, "timeout", "3", "bash", "-c", open).status() == 0).isEqualTo(connected);
  }

  @ParameterizedTest
  @CsvSource({
    "gateway, 0, 00000000000004c1",
    "application, 999, 0000000000000000",
    "database, 100, 00000000000000cb"
  })
  void runsEachServiceWithFewRights(String service, String user, String mostCapabilities)
      throws Exception {
    String status = within(service, "cat", "/proc/1/status").output();

    assertThat(status).containsPattern("Uid:\t" + user + "\t");
    assertThat(status).contains("CapBnd:\t" + mostCapabilities, "NoNewPrivs:\t1");
    for (String directory : List.of("/", "/etc", "/opt", "/run/secrets", "/usr/local/bin")) {
      assertThat(within(service, "touch", directory + "/new").status()).as(directory).isPositive();
    }
    assertThat(within(service, "touch", "/tmp/new").status()).isZero();
    assertThat(within(service, "ls", "/run/secrets").output().lines())
        .containsExactlyInAnyOrderElementsOf(file.list(service, "secrets"));
  }

  @Test
  void keepsSecretsOutOfImagesLogsAndVariables() throws Exception {
    List<String> secrets =
        List.of(secret(), secret("database-password"), secret("database-admin-password"));
    for (String service : file.services()) {
      String shown =
          run("docker", "logs", container(service))
              + run("docker", "inspect", container(service))
              + run("docker", "history", "--no-trunc", inspected(service, "{{.Config.Image}}"));
      assertThat(shown).doesNotContain(secrets).doesNotContain("alice-gate-1");
    }
    for (String image : List.of("compose_gateway", "compose_application")) {
      assertThat(run("docker", "run", "--rm", "--entrypoint=find", image, "/run", "-type", "f"))
          .doesNotContain("secrets");
    }
  }

  @Test
  @Order(OUTAGE)
  void answersDuringAnOutageOfTheDatabaseAndAfterIt() throws Exception {
    assertCaller(askAs("alice", "/api/me"), "alice");

    compose("stop", "database");
    for (int i = 0; i < 3; i++) {
      Answer answer = askAs("alice", "/api/me");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.time()).isLessThan(Duration.ofSeconds(3));
    }
    assertThat(ask("/").status()).isEqualTo(200);
    compose("start", "database");
    await("database", "healthy");

    assertCaller(askAs("alice", "/api/me"), "alice");
  }

  @Test
  @Order(HANG)
  void answersWhileTheDatabaseHangsAndAfterIt() throws Exception {
    compose("pause", "database");
    TimeUnit.SECONDS.sleep(1);
    Answer answer = askAs("alice", "/api/me");
    compose("unpause", "database");

    assertThat(answer.status()).isEqualTo(503);
    System.out.println("ComposeImagesIT: database paused: " + answer.time().toMillis() + " ms");
    assertThat(answer.time()).isLessThan(Duration.ofSeconds(6));
    assertCaller(askAs("alice", "/api/me"), "alice");
  }

  /** The application and the gateway start while the database is missing. */
  @Test
  @Order(RESTART)
  void startsInAnyOrderAndKeepsItsAccounts() throws Exception {
    compose("stop");
    run("docker", "start", container("gateway"));
    run("docker", "start", container("application"));
    TimeUnit.SECONDS.sleep(5);
    assertThat(call("docker", "logs", "--tail", "1", container("application")).output())
        .contains("Waiting for the database");
    run("docker", "start", container("database"));
    await("application", "healthy");
    await("gateway", "healthy");

    assertCaller(askAs("alice", "/api/me"), "alice");
    assertThat(inspected("gateway", "{{.HostConfig.RestartPolicy.Name}}").toLowerCase(Locale.ROOT))
        .isEqualTo("unless-stopped");
  }
}
