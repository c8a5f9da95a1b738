// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.KeyTool;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A server with servlets and Jakarta Authentication, but without CDI and Jakarta Security, started
 * as an operator starts it, with configuration and applications in a folder of its own.
 */
public final class ServletServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path HOME = Path.of(System.getProperty("server.home"));
  private static final boolean IS_JETTY = System.getProperty("server.profile").startsWith("jetty");

  private final ServerProcess process;
  private final Path applications;
  private final Path unixSocket;
  private final int port;

  private ServletServer(ServerProcess process, Path applications, Path unixSocket, int port) {
    this.process = process;
    this.applications = applications;
    this.unixSocket = unixSocket;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param folder an empty folder for all that it writes
   * @param settings settings of ours, by their keys
   */
  public static ServletServer start(Path folder, Map<String, String> settings) throws IOException {
    return start(folder, settings, List.of());
  }

  /** Starts it with one application, and waits until its page {@code /open} is served. */
  public static ServletServer serving(Path folder, String name, WebArchive application)
      throws IOException, InterruptedException {
    ServletServer server = start(folder, Map.of());
    try {
      server.deploy(name, application);
      server.awaitStatus(server.http("/" + name), "/open", 200);
      return server;
    } catch (Throwable failure) {
      server.close();
      throw failure;
    }
  }

  /**
   * Starts it with more configuration.
   *
   * @param more valves, connectors and the cluster of server.xml for Tomcat; arguments for Jetty
   */
  public static ServletServer start(Path folder, Map<String, String> settings, List<String> more)
      throws IOException {
    return start(folder, Ports.free(), settings, more);
  }

  /** Starts one of several nodes, with an application at the root. */
  public static ServerProcess startNode(
      Path folder, int port, Map<String, String> settings, String cluster, WebArchive application)
      throws IOException {
    Path applications = Files.createDirectory(folder.resolve("webapps"));
    application.as(ZipExporter.class).exportTo(applications.resolve("ROOT.war").toFile());
    return start(folder, port, settings, List.of(cluster)).process;
  }

  private static ServletServer start(
      Path folder, int port, Map<String, String> settings, List<String> more) throws IOException {
    Path applications = Files.createDirectories(folder.resolve("webapps"));
    Map<String, String> environment =
        settings.entrySet().stream()
            .collect(
                Collectors.toMap(
                    setting ->
                        setting.getKey().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                    Map.Entry::getValue));
    Path unixSocket = folder.resolve("socket");
    ProcessBuilder command =
        IS_JETTY ? jetty(folder, port, unixSocket, more) : tomcat(folder, port, unixSocket, more);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new ServletServer(
        ServerProcess.start(
            command.directory(folder.toFile()), environment, folder.resolve("log"), port),
        applications,
        unixSocket,
        port);
  }

  /** The folders of an instance of its own, with the configuration that is delivered. */
  private static ProcessBuilder tomcat(Path folder, int port, Path unixSocket, List<String> more)
      throws IOException {
    for (String name : List.of("conf", "logs", "temp", "work")) {
      Files.createDirectories(folder.resolve(name));
    }
    try (Stream<Path> files = Files.list(HOME.resolve("conf"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve("conf").resolve(file.getFileName()));
      }
    }
    Path server = folder.resolve("conf").resolve("server.xml");
    Files.writeString(
        server,
        Files.readString(server)
            .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
            // How often it looks for new applications, in seconds.
            .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" ")
            .replace(
                "<Connector port=\"8080\"",
                // A test sends more than a hundred requests on one connection.
                "<Connector address=\"127.0.0.1\" maxKeepAliveRequests=\"-1\" bindOnInit=\"false\" port=\""
                    + port
                    + "\"")
            .replace(
                "</Service>",
                "<Connector unixDomainSocketPath=\""
                    + unixSocket
                    + "\"/>"
                    + elements("<Connector ", more)
                    + "</Service>")
            .replace(
                "</Host>",
                elements("<Valve ", more)
                    + elements("<Cluster ", more)
                    + Files.readString(resource("error-valve.xml"))
                    + "</Host>"));
    Path users = folder.resolve("conf").resolve("tomcat-users.xml");
    Files.writeString(
        users,
        Files.readString(users)
            .replace(
                "</tomcat-users>",
                "<user username=\"container\" password=\"container-secret-1\" roles=\"user\"/>"
                    + "</tomcat-users>"));
    ProcessBuilder command =
        new ProcessBuilder("sh", HOME.resolve("bin").resolve("catalina.sh").toString(), "run");
    command.environment().put("CATALINA_HOME", HOME.toString());
    command.environment().put("CATALINA_BASE", folder.toString());
    command.environment().put("CATALINA_OPTS", "-Xmx512m");
    return command;
  }

  /** More configuration: HTTP/2 without TLS, on Tomcat on another port. */
  public static List<String> http2Connector(int port) {
    return IS_JETTY
        ? List.of("--module=http2c")
        : List.of(
            "<Connector address=\"127.0.0.1\" port=\""
                + port
                + "\"><UpgradeProtocol className=\"org.apache.coyote.http2.Http2Protocol\"/>"
                + "</Connector>");
  }

  /** More configuration: HTTP/2 over TLS, with the keys of a store. */
  public static List<String> tlsConnector(int port, Path keys) {
    return IS_JETTY
        ? List.of(
            "--module=https",
            "--module=http2",
            "jetty.ssl.host=127.0.0.1",
            "jetty.ssl.port=" + port,
            "jetty.ssl.sniHostCheck=false", // the client writes an address
            "jetty.sslContext.keyStoreType=PKCS12",
            "jetty.sslContext.keyStorePath=" + keys,
            "jetty.sslContext.keyStorePassword=" + KeyTool.PASSWORD)
        : List.of(
            """
            <Connector address="127.0.0.1" port="%d" SSLEnabled="true" scheme="https" secure="true">
              <UpgradeProtocol className="org.apache.coyote.http2.Http2Protocol"/>
              <SSLHostConfig>
                <Certificate certificateKeystoreType="PKCS12" certificateKeystoreFile="%s"
                    certificateKeystorePassword="%s"/>
              </SSLHostConfig>
            </Connector>
            """
                .formatted(port, keys, KeyTool.PASSWORD));
  }

  private static String elements(String start, List<String> all) {
    return all.stream().filter(element -> element.startsWith(start)).collect(Collectors.joining());
  }

  /** A base of its own, with the modules that docs/reference/servers.md names. */
  private static ProcessBuilder jetty(Path folder, int port, Path unixSocket, List<String> more)
      throws IOException {
    Path modules = Files.createDirectories(folder.resolve("start.d"));
    Files.copy(resource("jetty-gatepass.ini"), modules.resolve("gatepass.ini"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-jar", HOME.resolve("start.jar").toString()));
    command.addAll(
        List.of(
            "jetty.base=" + folder,
            "jetty.http.host=127.0.0.1",
            "jetty.http.port=" + port,
            "--module=unixdomain-http",
            "jetty.unixdomain.path=" + unixSocket,
            "jetty.deploy.scanInterval=1"));
    command.addAll(more);
    return new ProcessBuilder(command);
  }

  private static Path resource(String name) {
    return Path.of(System.getProperty("it.resources"), "servlets", name);
  }

  /** A WAR with only servlets, with Gatepass and the libraries that the server lacks. */
  public static WebArchive war(Class<?>... classes) {
    WebArchive war = bare(classes);
    ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("demo.war")))
        .getContent(path -> path.get().matches("/WEB-INF/lib/gatepass-mechanism-.*[.]jar"))
        .forEach((path, node) -> war.add(node.getAsset(), path));
    File[] libraries = new File(System.getProperty("servlets.libraries")).listFiles();
    return war.addAsLibraries(libraries)
        .addAsWebInfResource(
            new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
  }

  /** A war with nothing but classes. */
  public static WebArchive bare(Class<?>... classes) {
    return ShrinkWrap.create(WebArchive.class)
        .addClasses(classes)
        .setWebXML(resource("web.xml").toFile())
        .addAsWebResource(new StringAsset("<h1>Servlets</h1>"), "index.html")
        .addAsManifestResource(resource("context.xml").toFile(), "context.xml");
  }

  /** Deploys a war under the context path of its name; {@code ROOT} is the root. */
  public void deploy(String name, WebArchive war) throws IOException {
    String path = name.equals("ROOT") ? "/" : "/" + name;
    war.addAsWebInfResource(
        new StringAsset(
            Files.readString(resource("jetty-ee10-web.xml")).replace("/app<", path + "<")),
        "jetty-ee10-web.xml");
    // Written elsewhere first: the server must not find half of it.
    Path written = applications.resolveSibling(name + ".war");
    war.as(ZipExporter.class).exportTo(written.toFile(), true);
    Files.move(written, applications.resolve(name + ".war"));
  }

  /** Takes a war away; the server notices after a while. */
  public void undeploy(String name) throws IOException {
    Files.delete(applications.resolve(name + ".war"));
  }

  /** Has Tomcat reload an application: it watches the descriptor. */
  public void reload(String name) throws IOException, InterruptedException {
    String completed = "Reloading Context with name [/" + name + "] is completed";
    int before = log().split(Pattern.quote(completed), -1).length;
    Files.setLastModifiedTime(
        applications.resolve(name).resolve("WEB-INF").resolve("web.xml"),
        FileTime.from(Instant.now()));
    await(() -> log().split(Pattern.quote(completed), -1).length > before);
  }

  /** Waits until a path is answered with a status. */
  public void awaitStatus(Http http, String path, int status) throws InterruptedException {
    await(
        () -> {
          try {
            return http.get(path).status() == status;
          } catch (UncheckedIOException notYet) {
            return false;
          }
        });
  }

  /** Waits until the server has said something. */
  public void awaitInLog(String text) throws InterruptedException {
    await(() -> log().contains(text));
  }

  /** Waits until something is so. */
  public void await(BooleanSupplier condition) throws InterruptedException {
    process.await(condition, PATIENCE);
  }

  /** The server's console and log files. */
  public String log() {
    StringBuilder said = new StringBuilder(process.log());
    try (Stream<Path> files =
        Files.list(Files.createDirectories(applications.resolveSibling("logs")))) {
      for (Path file : files.toList()) {
        said.append(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return said.toString();
  }

  /** The server's response on its Unix domain socket, where a peer has no address. */
  public String overUnixSocket(String path, String lines) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(unixSocket))) {
      channel.write(
          StandardCharsets.ISO_8859_1.encode(
              "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + lines + "\r\n"));
      return new String(
          Channels.newInputStream(channel).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  public Http http(String contextPath) {
    return new Http(port, contextPath);
  }

  /** Where a server that was started with {@link #http2Connector} also speaks HTTP/2. */
  public Http withHttp2(String contextPath, int http2Port) {
    return new Http(IS_JETTY ? port : http2Port, contextPath);
  }

  @Override
  public void close() {
    process.close();
    System.out.println(log());
  }
}
