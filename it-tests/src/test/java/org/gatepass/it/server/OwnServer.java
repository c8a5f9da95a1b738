// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepass.it.peer.Postgres;
import org.gatepass.it.proxy.Recipe;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * The server of this run, WildFly, Open Liberty or TomEE, as an operator starts it: with an
 * environment, a configuration and applications in a folder of its own.
 */
public final class OwnServer {
  private static final Path HOME = Path.of(System.getProperty("server.home"));
  private static final String PROFILE = System.getProperty("server.profile");
  private static final Path PAGE = Path.of("..", "docs", "reference", "servers.md");

  private OwnServer() {}

  /**
   * Starts it.
   *
   * @param folder an empty folder for all that it writes
   * @param environment environment variables
   * @param configuration what the server's configuration has beside what the tests need, in the
   *     server's own language: YAML for WildFly, elements of server.xml for Open Liberty, of
   *     tomee.xml for TomEE
   * @param driver the driver of a database, or empty
   * @param applications what it serves, each by its name
   */
  public static ServerProcess start(
      Path folder,
      Map<String, String> environment,
      List<String> configuration,
      List<Path> driver,
      Archive<?>... applications)
      throws IOException {
    return start(folder, Ports.free(), environment, configuration, driver, List.of(), applications);
  }

  /**
   * The same at a port that the caller chooses.
   *
   * @param options more options of the server's command, for WildFly only
   */
  public static ServerProcess start(
      Path folder,
      int port,
      Map<String, String> environment,
      List<String> configuration,
      List<Path> driver,
      List<String> options,
      Archive<?>... applications)
      throws IOException {
    Path log = Files.createDirectories(folder).resolve("server.log");
    Map<String, String> all = new LinkedHashMap<>(environment);
    Path deployments = Files.createDirectories(folder.resolve(deployments()));
    for (Archive<?> application : applications) {
      application
          .as(ZipExporter.class)
          .exportTo(deployments.resolve(application.getName()).toFile());
    }
    List<String> command =
        switch (PROFILE) {
          case "wildfly", "wildfly-preview" ->
              wildfly(folder, port, configuration, driver, options);
          case "liberty" -> liberty(folder, port, all, configuration, driver, applications);
          case "tomee" -> tomee(folder, port, all, configuration, driver);
          default -> throw new AssertionError(PROFILE);
        };
    return ServerProcess.start(
        new ProcessBuilder(command).directory(folder.toFile()), all, log, port);
  }

  private static String deployments() {
    return switch (PROFILE) {
      case "liberty" -> "servers/own/apps";
      case "tomee" -> "webapps";
      default -> "deployments";
    };
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** WildFly as it was unpacked, but for what the tests and their caller configure. */
  private static List<String> wildfly(
      Path folder, int port, List<String> configuration, List<Path> driver, List<String> options)
      throws IOException {
    Path files = Files.createDirectories(folder.resolve("configuration"));
    copyFiles(HOME.resolve("standalone/configuration"), files);
    StringBuilder modules = new StringBuilder(HOME.resolve("modules").toString());
    if (!driver.isEmpty()) {
      Path module = Files.createDirectories(folder.resolve("modules/org/postgresql/main"));
      Files.createSymbolicLink(module.resolve("postgresql.jar"), driver.get(0));
      Files.writeString(
          module.resolve("module.xml"),
          "<module xmlns=\"urn:jboss:module:1.9\" name=\"org.postgresql\"><resources>"
              + "<resource-root path=\"postgresql.jar\"/></resources><dependencies>"
              + "<module name=\"java.se\"/><module name=\"jdk.net\"/><module name=\"jakarta.transaction.api\"/>"
              + "</dependencies></module>");
      modules.append(':').append(folder.resolve("modules"));
    }
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(ServerProcess.JVM);
    command.addAll(openPackages());
    command.add("-Dlogging.configuration=" + files.resolve("logging.properties").toUri());
    command.add("-Dorg.jboss.boot.log.file=" + folder.resolve("boot.log"));
    command.addAll(List.of("-jar", HOME.resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", modules.toString(), "org.jboss.as.standalone"));
    command.add("-Djboss.home.dir=" + HOME);
    command.add("-Djboss.server.base.dir=" + folder);
    command.add("-Djboss.http.port=" + port);
    command.add("-Djboss.https.port=0");
    command.add("-Djboss.management.http.port=" + Ports.free());
    List<String> yaml = new ArrayList<>();
    yaml.add(Path.of(System.getProperty("it.resources"), "wildfly.yml").toString());
    for (String each : configuration) {
      Path file = folder.resolve("more-" + yaml.size() + ".yml");
      yaml.add(Files.writeString(file, each).toString());
    }
    command.add("--yaml=" + String.join(":", yaml));
    command.addAll(options);
    return command;
  }

  /** The packages of Java that {@code standalone.sh} opens. Infinispan does not start without. */
  private static List<String> openPackages() throws IOException {
    return Pattern.compile("--add-(?:opens|exports)=[a-z.]+/[A-Za-z.]+=ALL-UNNAMED")
        .matcher(Files.readString(HOME.resolve("bin/common.sh")))
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  /**
   * The data source of this server in docs/reference/servers.md, with the database {@code gatepass}
   * of a test.
   */
  public static String dataSource(Postgres database, String password) throws IOException {
    String mark =
        switch (PROFILE) {
          case "wildfly" -> "wildfly-configuration:";
          case "liberty" -> "<dataSource ";
          default -> "<Resource ";
        };
    String section = Files.readString(PAGE).split("## A database that is down", 2)[1];
    List<String> blocks =
        Pattern.compile("(?s)```[a-z]+\n(.*?)```")
            .matcher(section)
            .results()
            .map((MatchResult block) -> block.group(1))
            .filter(block -> block.contains(mark))
            .toList();
    assertThat(blocks).as(mark).hasSize(1);
    return new Recipe(blocks.get(0))
        .with("database.example.org", "127.0.0.1")
        .with("5432", Integer.toString(database.port()))
        .with("secret-of-the-database", password)
        .text();
  }

  /** The server.xml of the tests, without their data source where the caller configures one. */
  private static List<String> liberty(
      Path folder,
      int port,
      Map<String, String> environment,
      List<String> configuration,
      List<Path> driver,
      Archive<?>... applications)
      throws IOException {
    Path tested = Path.of(System.getProperty("server.directory"));
    String xml = Files.readString(tested.resolve("servers/defaultServer/server.xml"));
    if (!driver.isEmpty()) {
      xml = xml.replaceFirst("(?s)<library .*</dataSource>", "");
    }
    StringBuilder more = new StringBuilder("<logging consoleLogLevel=\"INFO\"/>");
    configuration.forEach(more::append);
    for (Archive<?> application : applications) {
      more.append("<webApplication contextRoot=\"/")
          .append(application.getName().replaceFirst("[.]war$", "").replace("gatepass-demo", ""))
          .append("\" location=\"")
          .append(application.getName())
          .append("\"/>");
    }
    Path server = Files.createDirectories(folder.resolve("servers/own"));
    Path shared = Files.createDirectories(folder.resolve("shared/resources"));
    Files.writeString(
        server.resolve("server.xml"),
        xml.replace("httpPort=\"" + System.getProperty("server.port"), "httpPort=\"" + port)
            .replaceFirst("<feature>localConnector-[0-9.]+</feature>", "")
            .replace("</server>", more + "</server>"));
    if (driver.isEmpty()) {
      Files.createSymbolicLink(
          shared.resolve("h2.jar"), tested.toAbsolutePath().resolve("shared/resources/h2.jar"));
    } else {
      Files.createSymbolicLink(shared.resolve("postgresql.jar"), driver.get(0));
    }
    environment.put("WLP_USER_DIR", folder.toString());
    environment.put("keystore_password", "keys-of-the-tests");
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(ServerProcess.JVM);
    command.addAll(
        List.of(
            "@" + HOME.resolve("lib/platform/java/java9.options"),
            "-javaagent:" + HOME.resolve("bin/tools/ws-javaagent.jar"),
            "-jar",
            HOME.resolve("bin/tools/ws-server.jar").toString(),
            "own"));
    return command;
  }

  private static List<String> tomee(
      Path folder,
      int port,
      Map<String, String> environment,
      List<String> configuration,
      List<Path> driver)
      throws IOException {
    Path tested = Path.of(System.getProperty("server.directory")).toAbsolutePath();
    for (String name : List.of("conf", "lib", "logs", "temp", "work")) {
      Files.createDirectories(folder.resolve(name));
    }
    copyFiles(HOME.resolve("conf"), folder.resolve("conf"));
    Path xml = folder.resolve("conf/server.xml");
    Files.writeString(
        xml,
        Files.readString(xml)
            .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
            .replaceFirst(
                "<Connector port=\"8080\"",
                "<Connector address=\"127.0.0.1\" port=\"" + port + "\""));
    Path tomeeXml = folder.resolve("conf/tomee.xml");
    if (driver.isEmpty()) {
      Files.createSymbolicLink(folder.resolve("lib/h2.jar"), tested.resolve("lib/h2.jar"));
      Files.writeString(
          tomeeXml,
          Files.readString(tested.resolve("conf/tomee.xml"))
              .replace("</tomee>", String.join("\n", configuration) + "</tomee>"));
    } else {
      Files.createSymbolicLink(folder.resolve("lib/postgresql.jar"), driver.get(0));
      Files.writeString(tomeeXml, "<tomee>" + String.join("\n", configuration) + "</tomee>");
    }
    environment.put("CATALINA_HOME", HOME.toString());
    environment.put("CATALINA_BASE", folder.toString());
    // TomEE names enterprise beans without their application otherwise, and rejects a second one.
    environment.put(
        "CATALINA_OPTS",
        String.join(" ", ServerProcess.JVM) + " -Dopenejb.deploymentId.format={appId}/{ejbName}");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return List.of("sh", HOME.resolve("bin/catalina.sh").toString(), "run");
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
