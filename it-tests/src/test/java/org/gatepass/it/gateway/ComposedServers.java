// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.Postgres;
import org.gatepass.it.proxy.Nginx;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * The services of {@code deploy/compose} without containers: PostgreSQL, the demo on Payara Micro
 * and nginx, with the commands, the environment, the files and the secrets of that directory. Only
 * addresses, ports and directories differ.
 */
public final class ComposedServers implements AutoCloseable {
  public static final Path APPLICATION = Path.of(System.getProperty("demo.war")).toAbsolutePath();

  private static final String SECRETS = "/run/secrets";

  private final Compose compose;
  private final Path folder;
  private @Nullable Postgres postgres;
  private @Nullable ServerProcess application;
  private @Nullable Gateway gateway;

  /** Makes the secrets in a folder, and starts nothing yet. */
  public ComposedServers(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    compose = Compose.read();
    createSecrets(folder);
  }

  /** Makes the secrets, in {@code secrets} of a folder. */
  public static void createSecrets(Path folder) throws IOException, InterruptedException {
    String script = Compose.FOLDER.resolve("new-secrets").toString();
    run(folder, Map.of(), List.of(script, folder.resolve("secrets").toString()));
  }

  Path secrets() {
    return folder.resolve("secrets");
  }

  public String secret(String name) throws IOException {
    return Files.readString(secrets().resolve(name));
  }

  public Postgres postgres() {
    return Objects.requireNonNull(postgres);
  }

  /**
   * Adds active accounts for header login and for login with dora's password, named by a kind and a
   * number from 0 on.
   */
  public void addAccounts(String kind, int count) throws SQLException {
    postgres()
        .change(
            ("insert into gatepass_account (id, name, active, login_by_header, password_hash,"
                    + " security_stamp, version) select '%1$s-' || i, '%1$s-' || i, true, true,"
                    + " password_hash, '%1$s-' || i, 0 from gatepass_account,"
                    + " generate_series(0, %2$d) i where name = 'dora'")
                .formatted(kind, count - 1));
  }

  public ServerProcess application() {
    return Objects.requireNonNull(application);
  }

  Gateway gateway() {
    return Objects.requireNonNull(gateway);
  }

  /** Starts the database as its image does. */
  public void startDatabase() throws IOException, InterruptedException {
    Map<String, String> environment = compose.environment("database");
    String passwordFile = here(require(environment, "POSTGRES_PASSWORD_FILE"));
    Postgres started =
        Postgres.start(
            List.of(require(environment, "POSTGRES_INITDB_ARGS").split(" ")),
            Files.readString(Path.of(passwordFile)));
    postgres = started;
    Path copy = folder.resolve("accounts.sql");
    Files.writeString(
        copy, here(Files.readString(Compose.FOLDER.resolve("database/accounts.sql"))));
    started.runFile(copy);
  }

  /**
   * Starts the application in front of the database, in the place of the one before.
   *
   * @param more environment variables that the file does not have
   */
  public void startApplication(Map<String, String> more) throws IOException {
    if (application != null) {
      application.close();
    }
    application = startNode(Ports.free(), List.of("--nohazelcast"), more);
  }

  /**
   * Starts the application in front of the database, beside others that this object does not close.
   *
   * @param port the port to listen on
   * @param hazelcast the options in the place of {@code --nohazelcast}
   * @param more environment variables that the file does not have
   */
  public ServerProcess startNode(int port, List<String> hazelcast, Map<String, String> more)
      throws IOException {
    return startNode(port, hazelcast, more, APPLICATION, commands -> commands);
  }

  /**
   * The same with another application and a changed data source.
   *
   * @param war the application
   * @param dataSource changes the commands of {@code data-source.asadmin}
   */
  public ServerProcess startNode(
      int port,
      List<String> hazelcast,
      Map<String, String> more,
      Path war,
      UnaryOperator<String> dataSource)
      throws IOException {
    Path image = Files.createTempDirectory(folder, "application");
    for (Map.Entry<String, Path> part : parts().entrySet()) {
      Files.createSymbolicLink(
          image.resolve(part.getKey()),
          part.getValue().equals(APPLICATION) ? war : part.getValue());
    }
    Files.writeString(
        image.resolve("data-source.asadmin"),
        dataSource.apply(
                Files.readString(Compose.FOLDER.resolve("application/data-source.asadmin")))
            + "set configs.config.server-config.network-config.network-listeners.network-listener"
            + ".http-listener.address=127.0.0.1\n");

    Map<String, String> environment = new LinkedHashMap<>();
    compose.environment("application").forEach((name, value) -> environment.put(name, here(value)));
    replace(environment, "GATEPASS_TRUSTED_PROXIES", gatewayAddress(), Http.TRUSTED);
    replace(environment, "DATABASE_HOST", compose.address("database", "storage"), "127.0.0.1");
    replace(environment, "DATABASE_PORT", "5432", Integer.toString(postgres().port()));
    environment.putAll(more);

    // At the end: the context root of the command belongs to the first application.
    List<String> command =
        Stream.concat(
                compose.list("application", "command").stream()
                    .map(this::here)
                    .map(word -> word.equals("8080") ? Integer.toString(port) : word)
                    .map(word -> word.equals("java") ? thisJava() : word)
                    .filter(word -> !word.equals("--nohazelcast")),
                hazelcast.stream())
            .toList();
    assertThat(command).contains(Integer.toString(port), secrets().toString());
    return ServerProcess.start(image, command, environment, port);
  }

  /** The files that {@code mvn -Pcompose} adds to the application's image, by name. */
  public static Map<String, Path> parts() {
    return Map.of(
        "postgresql.jar",
        Postgres.driver(),
        "payara-micro.jar",
        Path.of(System.getProperty("server.home")),
        "application.war",
        APPLICATION);
  }

  private static String thisJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Starts nginx in front of the application. */
  public void startGateway() throws IOException, InterruptedException {
    gateway =
        startGateway(
            folder,
            GatewayProbes.RECIPES.resolve("nginx"),
            secrets(),
            Map.of(),
            Map.of(
                "server application:8080;",
                "server 127.0.0.1:" + application().http().port() + ";"));
  }

  /**
   * Starts nginx with the files of its image.
   *
   * @param environment the arguments of the image's build
   * @param addresses the addresses of a test, by those in the configuration
   */
  public static Gateway startGateway(
      Path folder,
      Path recipes,
      Path secrets,
      Map<String, String> environment,
      Map<String, String> addresses)
      throws IOException, InterruptedException {
    Path image = Files.createDirectory(folder.resolve("nginx"));
    run(
        folder,
        environment,
        List.of(
            Compose.FOLDER.resolve("gateway/configure").toString(),
            recipes.toString(),
            image.toString(),
            Compose.PUBLIC_NAME,
            secrets.toString()));
    int plainPort = Ports.free();
    int tlsPort = Ports.free();
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Map<String, String> changes = new HashMap<>(addresses);
    changes.put("listen 80;", "listen 127.0.0.1:" + plainPort + ";");
    changes.put("listen 443 ssl;", "listen 127.0.0.1:" + tlsPort + " ssl;");
    Gateway.copy(image.resolve("conf.d"), image.resolve("conf.d"), changes);
    Files.copy(Compose.FOLDER.resolve("gateway/nginx.conf"), image.resolve("nginx.conf"));
    change(
        image.resolve("nginx.conf"),
        // The test's folder is closed to others; without root's rights the line is ignored.
        Map.of("user www-data;", "user root;", " /tmp/", " " + temporary + "/"));
    return Gateway.start(
        image,
        List.of(
            Nginx.PROGRAM.toString(),
            "-p",
            image.toString(),
            "-c",
            image.resolve("nginx.conf").toString(),
            "-e",
            "stderr",
            "-g",
            "daemon off;"),
        plainPort,
        tlsPort);
  }

  /** Makes an account as an operator does in the application's container. */
  void createAccount(String... nameAndGroups) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Compose.FOLDER.resolve("application/create-account").toString());
    command.addAll(List.of(nameAndGroups));
    run(
        folder,
        Map.of(
            "APPLICATION",
            "http://127.0.0.1:" + application().http().port(),
            "GATEPASS_DEMO_ADMIN_PASSWORD_FILE",
            secrets().resolve("demo-admin-password").toString()),
        command);
  }

  private String gatewayAddress() {
    return compose.address("gateway", "inside");
  }

  private String here(String text) {
    return text.replace(SECRETS, secrets().toString());
  }

  private static void change(Path file, Map<String, String> changes) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(changes.keySet());
    for (Map.Entry<String, String> change : changes.entrySet()) {
      text = text.replace(change.getKey(), change.getValue());
    }
    Files.writeString(file, text);
  }

  private static void replace(
      Map<String, String> environment, String name, String there, String here) {
    assertThat(environment).containsEntry(name, there);
    environment.put(name, here);
  }

  private static String require(Map<String, String> environment, String name) {
    return Objects.requireNonNull(environment.get(name), name);
  }

  /** Runs a script to its end. */
  public static void run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path log = folder.resolve("script.log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process script =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(script.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(script.exitValue()).as(Files.readString(log)).isZero();
  }

  @Override
  public void close() {
    if (gateway != null) {
      gateway.close();
    }
    if (application != null) {
      application.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
