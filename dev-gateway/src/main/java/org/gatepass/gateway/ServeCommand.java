// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command {@code serve}, which runs a gateway until it is stopped. */
final class ServeCommand {
  private static final String SECRET_VARIABLE = "GATEPASS_GATEWAY_SECRET";
  private static final Set<String> OPTIONS =
      Set.of(
          "--listen",
          "--upstream",
          "--htpasswd",
          "--authentication-url",
          "--copy-headers",
          "--realm",
          "--protect",
          "--sign-out-path",
          "--preset",
          "--caller-header",
          "--groups-header",
          "--groups-separator",
          "--email-header",
          "--name-header",
          "--identities",
          "--header-encoding",
          "--secret-header",
          "--secret-file",
          "--tls-certificate",
          "--tls-key",
          "--upstream-timeout");

  private final Shell shell;

  ServeCommand(Shell shell) {
    this.shell = shell;
  }

  /**
   * Starts a gateway and waits until it is stopped.
   *
   * @throws UsageException if the arguments make no sense
   * @throws IOException if the gateway cannot start
   */
  void serve(List<String> arguments) throws UsageException, IOException {
    Arguments parsed = Arguments.parse(arguments, OPTIONS, Set.of("--tls"));
    if (!parsed.words().isEmpty()) {
      throw new UsageException("serve takes options only, not \"" + parsed.words().get(0) + "\"");
    }
    GatewaySettings settings = settings(parsed);
    try (DevGateway gateway = new DevGateway(settings)) {
      gateway.start();
      Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "gateway-stop"));
      announce(settings, gateway.uri());
      gateway.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private GatewaySettings settings(Arguments arguments) throws UsageException, IOException {
    Optional<String> secret = secret(arguments);
    try {
      String upstream = arguments.option("--upstream").orElse("http://127.0.0.1:8080");
      GatewaySettings.Builder builder = builder(arguments, URI.create(upstream));
      if (arguments.has("--listen")) {
        listen(builder, arguments.required("--listen"));
      }
      arguments.option("--realm").ifPresent(builder::realm);
      arguments.option("--protect").map(ServeCommand::items).ifPresent(builder::protect);
      arguments.option("--sign-out-path").ifPresent(builder::signOutPath);
      // First, so that other options override the preset.
      arguments.option("--preset").map(Preset::named).ifPresent(preset -> preset.applyTo(builder));
      arguments.option("--caller-header").ifPresent(builder::callerHeader);
      arguments.option("--groups-header").ifPresent(builder::groupsHeader);
      arguments
          .option("--groups-separator")
          .map(ServeCommand::separator)
          .ifPresent(builder::groupsSeparator);
      arguments.option("--email-header").ifPresent(builder::emailHeader);
      arguments.option("--name-header").ifPresent(builder::nameHeader);
      arguments.option("--identities").map(Path::of).ifPresent(builder::identities);
      arguments
          .option("--header-encoding")
          .map(ServeCommand::headerEncoding)
          .ifPresent(builder::headerEncoding);
      arguments
          .option("--upstream-timeout")
          .map(ServeCommand::seconds)
          .ifPresent(builder::upstreamTimeout);
      tls(arguments).ifPresent(builder::tls);
      String secretHeader = arguments.option("--secret-header").orElse("X-Gateway-Secret");
      secret.map(value -> new SecretHeader(secretHeader, value)).ifPresent(builder::secret);
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static GatewaySettings.Builder builder(Arguments arguments, URI upstream)
      throws UsageException {
    Optional<String> url = arguments.option("--authentication-url");
    if (url.isEmpty()) {
      if (arguments.has("--copy-headers")) {
        throw new UsageException("--copy-headers without --authentication-url");
      }
      return GatewaySettings.builder(upstream, Path.of(arguments.required("--htpasswd")));
    }
    if (arguments.has("--htpasswd")) {
      throw new UsageException("--htpasswd and --authentication-url exclude each other");
    }
    List<String> headers = List.of(items(arguments.required("--copy-headers")));
    return GatewaySettings.builder(
        upstream, new AuthenticationServer(URI.create(url.get()), headers));
  }

  private static void listen(GatewaySettings.Builder builder, String address)
      throws UsageException {
    int colon = address.lastIndexOf(':');
    try {
      String host = address.substring(0, Math.max(colon, 0)).replaceAll("^\\[|\\]$", "");
      if (!host.isEmpty()) {
        builder.listen(host, Integer.parseInt(address.substring(colon + 1)));
        return;
      }
    } catch (IllegalArgumentException e) {
      // Not a port: the same fault as no port at all.
    }
    throw new UsageException(
        "--listen: \"" + address + "\" is not an address and a port (example: 127.0.0.1:8081)");
  }

  private static Optional<Tls> tls(Arguments arguments) {
    Optional<Path> certificate = arguments.option("--tls-certificate").map(Path::of);
    Optional<Path> key = arguments.option("--tls-key").map(Path::of);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("--tls-certificate and --tls-key go together");
    }
    boolean wanted = arguments.has("--tls") || certificate.isPresent();
    return wanted ? Optional.of(new Tls(certificate, key)) : Optional.empty();
  }

  private static char separator(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("--groups-separator: \"" + text + "\" is none of , ; |");
    }
    return text.charAt(0);
  }

  private static HeaderEncoding headerEncoding(String name) {
    return switch (name) {
      case "none" -> HeaderEncoding.NONE;
      case "percent" -> HeaderEncoding.PERCENT;
      default ->
          throw new IllegalArgumentException(
              "--header-encoding: \"" + name + "\" is neither none nor percent");
    };
  }

  private static Duration seconds(String number) {
    try {
      return Duration.ofSeconds(Integer.parseInt(number));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--upstream-timeout: \"" + number + "\" is no number of seconds (example: 60)", e);
    }
  }

  private static String[] items(String list) {
    return Stream.of(list.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toArray(String[]::new);
  }

  private Optional<String> secret(Arguments arguments) throws UsageException, IOException {
    Optional<String> file = arguments.option("--secret-file");
    if (file.isPresent()) {
      return Optional.of(Files.readString(Path.of(file.get()), UTF_8).strip());
    }
    Optional<String> variable = Optional.ofNullable(shell.environment().get(SECRET_VARIABLE));
    if (variable.isEmpty() && arguments.has("--secret-header")) {
      throw new UsageException(
          "--secret-header without a secret: --secret-file or the environment variable "
              + SECRET_VARIABLE
              + " gives one");
    }
    return variable;
  }

  private void announce(GatewaySettings settings, URI uri) {
    PrintStream out = shell.out();
    String protectedPaths =
        settings.protectedPaths().isEmpty()
            ? "no path; a login is possible everywhere"
            : String.join(", ", settings.protectedPaths()) + "; elsewhere a login is possible";
    String headers =
        Stream.concat(
                settings.identityHeaders().stream(),
                settings.secret().map(SecretHeader::name).stream())
            .collect(Collectors.joining(", "));
    out.println("Gatepass development gateway. For development and tests, NEVER FOR PRODUCTION.");
    out.println("  listens on   " + uri);
    out.println("  forwards to  " + settings.upstream());
    out.println("  protects     " + protectedPaths);
    out.println("  sets         " + headers);
    settings
        .htpasswd()
        .ifPresent(
            file -> {
              out.println("  names in     " + file.toAbsolutePath());
              out.println("  sign-out at  " + uri.resolve(settings.signOutPath()));
            });
    settings.authentication().ifPresent(server -> out.println("  logs in at   " + server.url()));
    out.println("Ctrl-C stops it.");
    if (!settings.listen().getAddress().isLoopbackAddress()) {
      shell
          .err()
          .println(
              """
              ****************************************************************************
              WARNING: the gateway listens to the network, not only to this machine.
              %s
              ****************************************************************************"""
                  .formatted(
                      settings.tls().isPresent()
                          ? "The gateway does not limit the guessing of passwords."
                          : "Passwords cross that network unencrypted, and the gateway does not"
                              + " limit the guessing of passwords."));
    }
    out.flush();
  }
}
