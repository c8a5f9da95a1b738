// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatepass.it.peer.DockerEngine.Ended;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The content of {@code deploy/compose/compose.yaml}, so that the tests follow the file. */
public final class Compose {
  public static final Path FOLDER = GatewayProbes.RECIPES.resolve("compose");
  public static final Path FILE = FOLDER.resolve("compose.yaml");
  public static final Path KEYCLOAK_FILE = FOLDER.resolve("keycloak.yaml");
  public static final Path PROGRAM = Path.of("/usr/bin/docker-compose");

  /** The value of PUBLIC_NAME. */
  public static final String PUBLIC_NAME = "app.example.org";

  /** The value of ID_NAME. */
  public static final String ID_NAME = "id.example.org";

  private final Map<?, ?> file;

  private Compose(Map<?, ?> file) {
    this.file = file;
  }

  public static Compose read() throws IOException {
    String text = Files.readString(FILE).replaceAll("\\$\\{PUBLIC_NAME:\\?[^}]*}", PUBLIC_NAME);
    assertThat(text).doesNotContain("${");
    return new Compose(new Yaml().<Map<?, ?>>load(text));
  }

  /** {@code compose.yaml} and {@code keycloak.yaml} as Docker Compose merges them. */
  public static Compose readWithKeycloak() throws IOException, InterruptedException {
    Ended config =
        config(
            List.of(FILE, KEYCLOAK_FILE), Map.of("PUBLIC_NAME", PUBLIC_NAME, "ID_NAME", ID_NAME));
    assertThat(config.status()).as(config.output()).isZero();
    return new Compose(new Yaml().<Map<?, ?>>load(config.output()));
  }

  /** Runs {@code docker-compose config}, with these variables only. */
  public static Ended config(List<Path> files, Map<String, String> variables)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    files.forEach(file -> command.addAll(List.of("-f", file.toString())));
    command.add("config");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(Set.of("PUBLIC_NAME", "ID_NAME", "COMPOSE_FILE"));
    builder.environment().putAll(variables);
    return ended(builder);
  }

  /** Runs one of its scripts or programs to its end. */
  public static Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  public Set<String> services() {
    return names(file.get("services"));
  }

  /** A member of a service, or null. */
  public @Nullable Object of(String service, String member) {
    return map(map(file.get("services")).get(service)).get(member);
  }

  public List<String> list(String service, String member) {
    Object list = of(service, member);
    return list == null ? List.of() : texts(list);
  }

  /** The command of a service's health check. */
  List<String> healthCheck(String service) {
    return texts(map(of(service, "healthcheck")).get("test"));
  }

  public Map<String, String> environment(String service) {
    Object environment = of(service, "environment");
    Map<String, String> variables = new LinkedHashMap<>();
    if (environment != null) {
      map(environment).forEach((name, value) -> variables.put(text(name), text(value)));
    }
    return variables;
  }

  public Set<String> networks(String service) {
    Object networks = of(service, "networks");
    return networks instanceof List ? new TreeSet<>(texts(networks)) : names(networks);
  }

  /** The fixed address of a service in a network. */
  public String address(String service, String network) {
    return text(map(map(of(service, "networks")).get(network)).get("ipv4_address"));
  }

  public boolean isInternal(String network) {
    Object members = map(file.get("networks")).get(network);
    return members != null && Boolean.TRUE.equals(map(members).get("internal"));
  }

  /** The block of addresses that a network has. */
  String subnet(String network) {
    Object ipam = map(map(file.get("networks")).get(network)).get("ipam");
    return text(map(((List<?>) nonNull(map(ipam).get("config"))).get(0)).get("subnet"));
  }

  /** The secrets' names and the files that they are in, as the file writes them. */
  Map<String, String> secretFiles() {
    return map(file.get("secrets")).entrySet().stream()
        .collect(
            Collectors.toMap(
                secret -> text(secret.getKey()),
                secret -> text(map(secret.getValue()).get("file"))));
  }

  private static Set<String> names(@Nullable Object map) {
    return map(map).keySet().stream()
        .map(Compose::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(Compose::name).toList();
  }

  /** A text, or a secret in the form that docker-compose writes. */
  private static String name(Object member) {
    return text(member instanceof Map<?, ?> secret ? secret.get("source") : member);
  }

  private static Map<?, ?> map(@Nullable Object map) {
    return (Map<?, ?>) nonNull(map);
  }

  private static String text(@Nullable Object text) {
    return nonNull(text).toString();
  }

  private static Object nonNull(@Nullable Object object) {
    return Objects.requireNonNull(object, "compose.yaml lacks it");
  }
}
