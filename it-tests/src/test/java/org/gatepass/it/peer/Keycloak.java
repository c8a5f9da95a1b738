// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Ports;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak in a folder of its own, with the realm {@code clinic}. A person's password is the name,
 * in ASCII, and {@code -kc-1}; a client's secret is its id and {@code -secret-of-the-tests}.
 */
public final class Keycloak implements AutoCloseable {
  /** The program as it was fetched. */
  static final Path ZIP = Path.of(System.getProperty("keycloak.zip"));

  /** The option with which a slash in a group's name is not one of its path. */
  public static final String ESCAPED_SLASHES =
      "--spi-group--jpa--escape-slashes-in-group-path=true";

  private static final String REALM = "/realms/clinic";
  private static final String ADMINISTRATION = "/admin/realms/clinic";
  private static final String ADMINISTRATOR = "admin";
  private static final String PASSWORD = "admin-of-the-tests-1";

  /** A machine that does much else starts it slowly. */
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  /** Tokens as the token endpoint returns them; empty where it returns none. */
  public record Tokens(String access, String refresh, String id) {}

  private final Path home;
  private final int port;
  private final List<String> options;
  private @Nullable Process process;
  private String administration = "";
  private Instant administrationEnds = Instant.MIN;

  private Keycloak(Path home, int port, List<String> options) {
    this.home = home;
    this.port = port;
    this.options = List.copyOf(options);
  }

  /** Skips the tests, or fails them, like {@link Gateway#assumeInstalled}. */
  public static void assumeInstalled() {
    if (Files.isRegularFile(ZIP)) {
      // A file that Maven fetches is not executable.
      Gateway.assumeInstalled(Path.of(System.getProperty("java.home"), "bin", "java"));
    } else {
      Gateway.assumeInstalled(ZIP);
    }
  }

  /**
   * Unpacks and starts it, and waits until the realm answers.
   *
   * @param folder an empty folder, or none yet
   * @param options further options of {@code kc.sh}
   */
  public static Keycloak start(Path folder, String... options)
      throws IOException, InterruptedException {
    unpack(folder);
    Path home;
    try (var found = Files.list(folder)) {
      home = found.findFirst().orElseThrow();
    }
    Files.copy(
        Path.of(System.getProperty("it.resources"), "gateways", "keycloak-realm.json"),
        Files.createDirectories(home.resolve("data").resolve("import")).resolve("clinic.json"));
    Keycloak keycloak = new Keycloak(home, Ports.free(), List.of(options));
    keycloak.startAgain();
    return keycloak;
  }

  private static void unpack(Path folder) throws IOException {
    try (InputStream file = Files.newInputStream(ZIP);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("outside of the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
  }

  /** Starts it after {@link #stop} with all that it had stored. */
  public void startAgain() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", home.resolve("bin").resolve("kc.sh").toString(), "start-dev"));
    command.addAll(List.of("--http-host=127.0.0.1", "--http-port=" + port, "--import-realm"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMINISTRATOR,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                PASSWORD,
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1"));
    Process started =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
            .start();
    process = started;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (System.nanoTime() - end > 0 || !started.isAlive()) {
        stop();
        throw new AssertionError("Keycloak did not start, and logged:\n" + log());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private boolean answers() {
    try {
      return http().get(REALM).status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Stops it, and keeps what it has stored. */
  public void stop() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    // kc.sh starts Java as its child, and is replaced by it after the first build.
    List<ProcessHandle> all = running.descendants().collect(Collectors.toList());
    all.add(running.toHandle());
    running.destroy();
    try {
      if (!running.waitFor(30, TimeUnit.SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    stop();
  }

  String log() {
    try {
      return Files.readString(home.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of its pages and endpoints. */
  public Http http() {
    return new Http(port, "");
  }

  /** The address of the server. */
  public String site() {
    return "http://127.0.0.1:" + port;
  }

  /** The claim {@code iss} of its tokens. */
  public String issuer() {
    return site() + REALM;
  }

  public static String password(String person) {
    return person.replace("\u00fc", "ue") + "-kc-1";
  }

  public static String secret(String client) {
    return client + "-secret-of-the-tests";
  }

  /** The tokens that a client gets for a person. Each call begins a session. */
  public Tokens tokens(String client, String person) {
    return tokens(
        client,
        Map.of(
            "grant_type",
            "password",
            "scope",
            "openid",
            "username",
            person,
            "password",
            password(person)));
  }

  /** The tokens that a client gets for itself. */
  public Tokens tokensOfTheClient(String client) {
    return tokens(client, Map.of("grant_type", "client_credentials"));
  }

  private Tokens tokens(String client, Map<String, String> grant) {
    Map<String, String> form = new LinkedHashMap<>(grant);
    form.put("client_id", client);
    form.put("client_secret", secret(client));
    JsonObject json = post(REALM + "/protocol/openid-connect/token", form);
    return new Tokens(
        json.getString("access_token"),
        json.getString("refresh_token", ""),
        json.getString("id_token", ""));
  }

  private JsonObject post(String path, Map<String, String> form) {
    Answer answer =
        http()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", path, encoded(form));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** What a token says, as JSON. */
  public static String payload(String token) {
    byte[] payload = Base64.getUrlDecoder().decode(token.split("[.]", -1)[1]);
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** A form as a request's body has it. */
  public static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Sends a request of the administrator; the path is below the realm's. */
  Answer administer(String method, String path, String body) {
    if (Instant.now().isAfter(administrationEnds)) {
      JsonObject json =
          post(
              "/realms/master/protocol/openid-connect/token",
              Map.of(
                  "grant_type",
                  "password",
                  "client_id",
                  "admin-cli",
                  "username",
                  ADMINISTRATOR,
                  "password",
                  PASSWORD));
      administration = json.getString("access_token");
      administrationEnds = Instant.now().plusSeconds(json.getInt("expires_in") - 20L);
    }
    Answer answer =
        http()
            .header("Authorization", "Bearer " + administration)
            .header("Content-Type", "application/json")
            .send(method, ADMINISTRATION + path, body);
    assertThat(answer.status()).as(path + ": " + answer.body()).isBetween(200, 299);
    return answer;
  }

  private String idOf(String collection, String query) {
    return administer("GET", "/" + collection + "?" + query, "")
        .jsonArray()
        .getJsonObject(0)
        .getString("id");
  }

  private String pathOf(String person) {
    return "/users/" + idOf("users", encoded(Map.of("exact", "true", "username", person)));
  }

  /** Changes an attribute of a client, such as {@code backchannel.logout.url}. */
  public void setAttribute(String client, String name, String value) {
    String path = "/clients/" + idOf("clients", "clientId=" + client);
    JsonObject known = administer("GET", path, "").json();
    JsonObject attributes =
        Json.createObjectBuilder(known.getJsonObject("attributes")).add(name, value).build();
    administer(
        "PUT",
        path,
        Json.createObjectBuilder(known).add("attributes", attributes).build().toString());
  }

  /** Sends groups in the ID token, at the userinfo endpoint, or both. */
  public void sendGroupsIn(String client, boolean idToken, boolean userinfo) {
    String path = "/clients/" + idOf("clients", "clientId=" + client) + "/protocol-mappers/models";
    JsonObject mapper =
        administer("GET", path, "").jsonArray().getValuesAs(JsonObject.class).stream()
            .filter(each -> each.getString("name").equals("groups"))
            .findFirst()
            .orElseThrow();
    JsonObject config =
        Json.createObjectBuilder(mapper.getJsonObject("config"))
            .add("id.token.claim", Boolean.toString(idToken))
            .add("userinfo.token.claim", Boolean.toString(userinfo))
            .build();
    administer(
        "PUT",
        path + "/" + mapper.getString("id"),
        Json.createObjectBuilder(mapper).add("config", config).build().toString());
  }

  /**
   * Adds a client by the metadata of a SAML service provider, as docs/how-to/saml.md describes it.
   *
   * @param logoutAddress where it sends logout requests
   */
  public void addSamlClient(String metadata, String logoutAddress) {
    JsonObject converted = administer("POST", "/client-description-converter", metadata).json();
    JsonObject attributes =
        Json.createObjectBuilder(converted.getJsonObject("attributes"))
            .add("saml_name_id_format", "transient")
            .add("saml_force_name_id_format", "true")
            .add("saml.assertion.signature", "true")
            .add("saml.encrypt", "false")
            .add("saml_single_logout_service_url_soap", logoutAddress)
            .build();
    administer(
        "POST",
        "/clients",
        Json.createObjectBuilder(converted)
            .add("attributes", attributes)
            .add("frontchannelLogout", false)
            .add(
                "protocolMappers",
                Json.createArrayBuilder()
                    .add(
                        samlMapper(
                            "username", "user-property", Map.of("user.attribute", "username")))
                    .add(
                        samlMapper(
                            "groups",
                            "group-membership",
                            Map.of("single", "true", "full.path", "true"))))
            .build()
            .toString());
  }

  private static JsonObject samlMapper(String name, String type, Map<String, String> options) {
    JsonObjectBuilder config =
        Json.createObjectBuilder().add("attribute.name", name).add("attribute.nameformat", "Basic");
    options.forEach(config::add);
    return Json.createObjectBuilder()
        .add("name", name)
        .add("protocol", "saml")
        .add("protocolMapper", "saml-" + type + "-mapper")
        .add("config", config)
        .build();
  }

  /** The addresses of a SAML provider, and the keys that sign its assertions. */
  public String samlMetadata() {
    return http().get(REALM + "/protocol/saml/descriptor").body();
  }

  /** The ids of a person's sessions. */
  public List<String> sessions(String person) {
    return administer("GET", pathOf(person) + "/sessions", "")
        .jsonArray()
        .getValuesAs(JsonObject.class)
        .stream()
        .map(session -> session.getString("id"))
        .toList();
  }

  /** Ends one session by its id, as an administrator does. */
  public void endSession(String id) {
    administer("DELETE", "/sessions/" + id, "");
  }

  /** Ends all sessions of a person, as an administrator does on the person's page. */
  public void endSessions(String person) {
    administer("POST", pathOf(person) + "/logout", "");
  }

  /** Enables or disables the person's account. */
  public void setEnabled(String person, boolean enabled) {
    administer("PUT", pathOf(person), "{\"enabled\":" + enabled + "}");
  }

  /** Adds a person to a group, by the group's path, or removes the person. */
  public void setMember(String person, String group, boolean member) {
    String id = administer("GET", "/group-by-path" + group, "").json().getString("id");
    administer(member ? "PUT" : "DELETE", pathOf(person) + "/groups/" + id, member ? "{}" : "");
  }

  /** A test that needs a group at the provider. */
  public interface GroupTest {
    void run() throws Exception;
  }

  /**
   * Runs a test while a person is a member of a new group at the top level, whose name may contain
   * a separator.
   */
  public void whileMember(String person, String group, GroupTest test) throws Exception {
    whileMember(person, List.of(group), test);
  }

  /**
   * Runs a test while a person is a member of a new group.
   *
   * @param names the group's name, after those of the groups that it is in, the outermost first
   */
  public void whileMember(String person, List<String> names, GroupTest test) throws Exception {
    String outermost = makeGroup("/groups", names.get(0));
    try {
      String id = outermost;
      for (String name : names.subList(1, names.size())) {
        id = makeGroup("/groups/" + id + "/children", name);
      }
      administer("PUT", pathOf(person) + "/groups/" + id, "{}");
      test.run();
    } finally {
      administer("DELETE", "/groups/" + outermost, "");
    }
  }

  private String makeGroup(String where, String name) {
    return administer(
            "POST", where, Json.createObjectBuilder().add("name", name).build().toString())
        .header("location")
        .orElseThrow()
        .replaceFirst(".*/", "");
  }

  /** Adds a new key, which signs from now on, and returns the id of the key's provider. */
  public String addKey(int priority) {
    String realm = administer("GET", "", "").json().getString("id");
    String name = "rsa-" + priority;
    administer(
        "POST",
        "/components",
        Json.createObjectBuilder()
            .add("name", name)
            .add("providerId", "rsa-generated")
            .add("providerType", "org.keycloak.keys.KeyProvider")
            .add("parentId", realm)
            .add(
                "config",
                Json.createObjectBuilder()
                    .add("priority", Json.createArrayBuilder().add(Integer.toString(priority)))
                    .add("enabled", Json.createArrayBuilder().add("true"))
                    .add("active", Json.createArrayBuilder().add("true")))
            .build()
            .toString());
    return name;
  }

  /** Disables the provider of a key; the key is no longer among the realm's. */
  public void disableKey(String name) {
    JsonObject known =
        administer("GET", "/components?type=org.keycloak.keys.KeyProvider&name=" + name, "")
            .jsonArray()
            .getJsonObject(0);
    JsonObject config =
        Json.createObjectBuilder(known.getJsonObject("config"))
            .add("enabled", Json.createArrayBuilder().add("false"))
            .add("active", Json.createArrayBuilder().add("false"))
            .build();
    administer(
        "PUT",
        "/components/" + known.getString("id"),
        Json.createObjectBuilder(known).add("config", config).build().toString());
  }

  /** The ids of the keys that its key set lists for signatures. */
  public List<String> signatureKeys() {
    return http()
        .get(REALM + "/protocol/openid-connect/certs")
        .json()
        .getJsonArray("keys")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(key -> key.getString("use").equals("sig"))
        .map(key -> key.getString("kid"))
        .toList();
  }
}
