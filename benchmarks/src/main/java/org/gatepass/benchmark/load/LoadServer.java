// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server with all applications, whose default data source is a database of ours. */
final class LoadServer implements AutoCloseable {
  /** The processor of the server during the measurement. */
  static final int PROCESSOR = 0;

  private static final List<String> JAVA_OPTIONS = List.of("-Xmx2g", "-XX:+UseParallelGC");
  private static final int TRIES = 600;

  private final Kind kind;
  private final Program program;
  private final URI base;
  private final HttpClient http = HttpClient.newHttpClient();

  private LoadServer(Kind kind, Program program, URI base) {
    this.kind = kind;
    this.program = program;
    this.base = base;
  }

  /** Which server. */
  enum Kind {
    PAYARA_MICRO("Payara Micro", "payara-micro-*.jar") {
      @Override
      Program start(Path home, Path work, Database database, List<Path> wars, int port)
          throws IOException {
        Path settings =
            Files.writeString(
                work.resolve("before-start.asadmin"),
                """
                set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
                create-jdbc-connection-pool --restype javax.sql.DataSource --datasourceclassname %s load
                set resources.jdbc-connection-pool.load.property.url=%s
                set resources.jdbc-connection-pool.load.property.user=%s
                set resources.jdbc-connection-pool.load.property.password=%s
                set resources.jdbc-resource.jdbc/__default.pool-name=load
                """
                    .formatted(
                        database.dataSourceClass(),
                        database.url(),
                        database.user(),
                        database.password()));
        Path temporary = Files.createDirectories(work.resolve("tmp"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JAVA_OPTIONS);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("-jar", home.toString(), "--nohazelcast"));
        command.addAll(List.of("--prebootcommandfile", settings.toString(), "--port", port + ""));
        database.driver().forEach(jar -> command.addAll(List.of("--addlibs", jar.toString())));
        wars.forEach(war -> command.addAll(List.of("--deploy", war.toString())));
        return Program.start(work.resolve("server.log"), command, Map.of());
      }
    },
    WILDFLY("WildFly", "wildfly-*.Final") {
      @Override
      Program start(Path home, Path work, Database database, List<Path> wars, int port)
          throws IOException {
        Path own = work.resolve("standalone");
        Path configuration = Files.createDirectories(own.resolve("configuration"));
        try (Stream<Path> files = Files.list(home.resolve("standalone/configuration"))) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Files.copy(file, configuration.resolve(file.getFileName()));
          }
        }
        Path deployments = Files.createDirectories(own.resolve("deployments"));
        for (Path war : wars) {
          Files.copy(war, deployments.resolve(war.getFileName()));
        }
        String driver = "h2";
        for (Path jar : database.driver()) {
          driver = jar.getFileName().toString();
          Files.copy(jar, deployments.resolve(driver));
        }
        Path settings =
            Files.writeString(
                configuration.resolve("load.yml"),
                """
                wildfly-configuration:
                  subsystem:
                    undertow:
                      application-security-domain:
                        other:
                          integrated-jaspi: false
                    datasources:
                      data-source:
                        ExampleDS:
                          connection-url: "%s"
                          driver-name: "%s"
                          user-name: "%s"
                          password: "%s"
                    deployment-scanner:
                      scanner:
                        default:
                          deployment-timeout: 600
                """
                    .formatted(database.url(), driver, database.user(), database.password()));
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/standalone.sh").toString());
        command.add("--yaml=" + settings);
        command.add("-Djboss.server.base.dir=" + own);
        command.add("-Djboss.http.port=" + port);
        command.add("-Djboss.management.http.port=" + (port + 1));
        command.add("-Djboss.https.port=" + (port + 2));
        return Program.start(
            work.resolve("server.log"),
            command,
            Map.of(
                "JAVA_OPTS", String.join(" ", JAVA_OPTIONS) + " -Djava.net.preferIPv4Stack=true"));
      }
    };

    private final String title;
    private final String pattern;

    Kind(String title, String pattern) {
      this.title = title;
      this.pattern = pattern;
    }

    abstract Program start(Path home, Path work, Database database, List<Path> wars, int port)
        throws IOException;

    /** The name in options. */
    String option() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name and version. */
    String title() throws IOException {
      return title
          + " "
          + home()
              .getFileName()
              .toString()
              .replaceAll("[^0-9]*-([0-9.]+).*", "$1")
              .replaceAll("[.]$", "");
    }

    private Path home() throws IOException {
      Path servers = Path.of(System.getProperty("servers.dir"));
      try (DirectoryStream<Path> found = Files.newDirectoryStream(servers, pattern)) {
        for (Path each : found) {
          return each.toAbsolutePath();
        }
      }
      throw new IllegalStateException("There is no " + pattern + " in " + servers);
    }
  }

  /** Starts one, and waits until all applications answer. */
  static LoadServer start(
      Kind kind, Path work, Database database, List<Application> applications, int port)
      throws IOException, InterruptedException {
    List<Path> wars = new ArrayList<>();
    for (Application application : applications) {
      wars.add(application.war(work));
    }
    URI base = URI.create("http://127.0.0.1:" + port);
    LoadServer server =
        new LoadServer(kind, kind.start(kind.home(), work, database, wars, port), base);
    try {
      for (Application application : applications) {
        server.await(application);
      }
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void await(Application application) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      if (isThere(application)) {
        return;
      }
      if (!program.isRunning()) {
        throw new IllegalStateException("The server ended, and said:\n" + program.log());
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
    throw new IllegalStateException(
        application.root() + " did not start, and the server said:\n" + program.log());
  }

  /** Whether an application answers, also with a rejection. */
  private boolean isThere(Application application) throws InterruptedException {
    String servlet = application == Application.SQL ? "/sql" : "/who";
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/" + application.root() + servlet)).build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      return answer.statusCode() != 404;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The names of the server and its database. */
  String title() throws IOException {
    return kind.title();
  }

  HttpClient http() {
    return http;
  }

  URI base() {
    return base;
  }

  String log() throws IOException {
    return program.log();
  }

  /** Binds it to one processor. */
  void pin() throws IOException, InterruptedException {
    program.pin(PROCESSOR);
  }

  /** The bytes of the objects in its heap that are in use. */
  long liveBytes() throws IOException, InterruptedException {
    String pid = Long.toString(program.javaPid());
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String histogram = Program.run(List.of(jcmd, pid, "GC.class_histogram"));
    String total = histogram.substring(histogram.lastIndexOf("Total"));
    return Long.parseLong(total.strip().split(" +", -1)[2]);
  }

  @Override
  public void close() {
    program.close();
  }
}
