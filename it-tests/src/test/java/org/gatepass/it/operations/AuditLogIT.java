// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.AutoSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.gatepass.operations.internal.cdi.OperationsExtension;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The recipes in {@code docs/how-to/operations.md}: the audit log in a file. */
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro|payara-micro7|wildfly|wildfly-preview|liberty|tomee",
    disabledReason = "The page has no recipe for the other servers with Jakarta Security.")
class AuditLogIT {
  private static final Path PAGE = Path.of("../docs/how-to/operations.md");
  private static final String PROFILE = System.getProperty("server.profile");
  private static final String IN_MICRO = "MICRO-INF/domain/logging.properties";

  @TempDir Path folder;

  /** The block of a language after the name of a server. */
  private String recipe(String server, String language) throws IOException {
    Matcher block =
        Pattern.compile("(?s)\n\\*\\*" + server + ".*?```" + language + "\n(.*?)```")
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1).replace("/var/log/app", folder.toString());
  }

  /** Writes a configuration of java.util.logging, and returns the option that names it. */
  private String loggingBy(String before, String recipe) throws IOException {
    Path file = folder.resolve("logging.properties");
    Files.writeString(file, before + "\n" + recipe);
    return "-Djava.util.logging.config.file=" + file;
  }

  private ServerProcess start() throws IOException {
    WebArchive war =
        Wars.small("audited.war", AutoSecurity.class, EchoStore.class, AskedServlet.class)
            .addAsLibraries(Wars.jarOf(OperationsExtension.class));
    return switch (PROFILE) {
      case "wildfly", "wildfly-preview" ->
          OwnServer.start(folder, Map.of(), List.of(recipe("WildFly", "yaml")), List.of(), war);
      case "liberty" ->
          OwnServer.start(folder, Map.of(), List.of(recipe("Open Liberty", "xml")), List.of(), war);
      case "tomee" ->
          OwnServer.start(
              folder,
              Map.of(
                  "JAVA_OPTS",
                  loggingBy(
                      Files.readString(
                              Path.of(System.getProperty("server.home"), "conf/logging.properties"))
                          .replaceFirst(
                              "(?m)^handlers = ", "$0 9audit.org.apache.juli.AsyncFileHandler, "),
                      recipe("TomEE", "properties"))),
              List.of(),
              List.of(),
              war);
      default -> payaraMicro(war);
    };
  }

  private ServerProcess payaraMicro(WebArchive war) throws IOException {
    Path file = folder.resolve("audited.war");
    war.as(ZipExporter.class).exportTo(file.toFile());
    loggingBy(inMicro(), recipe("Payara Micro", "properties"));
    return PayaraMicro.startLogging(folder, file, folder.resolve("logging.properties"));
  }

  private static String inMicro() throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(Path.of(System.getProperty("server.home")))) {
      return Files.readString(jar.getPath(IN_MICRO));
    }
  }

  /** The objects in the file of the recipe. On Open Liberty they follow a prefix. */
  private List<String> lines() {
    try {
      if (PROFILE.equals("liberty")) {
        Path trace = folder.resolve("servers/own/logs/trace.log");
        return Files.exists(trace)
            ? Files.readAllLines(trace).stream()
                .filter(line -> line.contains("{\"time\""))
                .map(line -> line.substring(line.indexOf('{')))
                .toList()
            : List.of();
      }
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> found =
            files.filter(file -> file.getFileName().toString().matches("audit[-.].*log")).toList();
        return found.isEmpty() ? List.of() : Files.readAllLines(found.get(0));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The two latest decisions: outcome and caller. The last line may not be complete yet. */
  private List<String> latest() {
    List<String> decisions =
        lines().stream()
            .filter(line -> line.endsWith("}"))
            .map(AuditLogIT::json)
            .map(line -> line.getString("outcome") + " " + line.get("caller"))
            .toList();
    return decisions.subList(Math.max(0, decisions.size() - 2), decisions.size());
  }

  private static JsonObject json(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  @Test
  void hasAnObjectForEachDecisionInItsFileAlone() throws IOException, InterruptedException {
    try (ServerProcess server = start()) {
      Http http = server.http(PROFILE.startsWith("payara") ? "" : "/audited");
      server.await(() -> answers(http), Duration.ofMinutes(10));
      http.header("remote-user", "alice").get("/asked");
      http.header("remote-user", "alice").from(Http.UNTRUSTED).get("/asked");
      List<String> expected = List.of("authenticated \"alice\"", "anonymous null");
      server.await(() -> latest().equals(expected), Duration.ofSeconds(30));
      assertThat(server.log()).doesNotContain("\"outcome\"");
    }
  }

  private static boolean answers(Http http) {
    try {
      return http.get("/asked").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }
}
