// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.it.server.Ports;
import org.jspecify.annotations.Nullable;

/**
 * MIT's key distribution centre with the realms {@link #REALM} and {@link #FOREIGN_REALM}, whose
 * people get tickets for services of the first one.
 */
public final class Kdc implements AutoCloseable {
  static final String REALM = "EXAMPLE.COM";
  static final String FOREIGN_REALM = "OTHER.TEST";

  private static final Path PROGRAM = Path.of("/usr/sbin/krb5kdc");
  private static final Path ADMINISTRATION = Path.of("/usr/sbin/kadmin.local");
  private static final Path DATABASE = Path.of("/usr/sbin/kdb5_util");
  private static final Path KINIT = Path.of("/usr/bin/kinit");
  private static final Path CURL = Path.of("/usr/bin/curl");

  private static final String CROSS_REALM = "krbtgt/" + REALM + "@" + FOREIGN_REALM;
  private static final String PASSWORD = "ticket-secret-1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final int port;
  private @Nullable Process process;
  private int caches;

  private Kdc(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Skips or fails the tests on a machine without one of the programs. */
  public static void assumeInstalled() {
    Stream.of(PROGRAM, ADMINISTRATION, DATABASE, KINIT, CURL).forEach(Gateway::assumeInstalled);
  }

  /**
   * Makes one in an empty folder, and starts it.
   *
   * @param principals their names, each with its realm
   */
  public static Kdc start(Path folder, List<String> principals)
      throws IOException, InterruptedException {
    Kdc kdc = new Kdc(folder, Ports.free());
    kdc.configuration(Duration.ofMinutes(5));
    Files.writeString(
        folder.resolve("kdc.conf"),
        """
        [kdcdefaults]
          kdc_listen = 127.0.0.1:%1$d
          kdc_tcp_listen = 127.0.0.1:%1$d
        [realms]
          %2$s = {
            database_name = %4$s/database
            key_stash_file = %4$s/stash
          }
          %3$s = {
            database_name = %4$s/foreign-database
            key_stash_file = %4$s/foreign-stash
          }
        [logging]
          kdc = FILE:%4$s/kdc.log
        """
            .formatted(kdc.port, REALM, FOREIGN_REALM, folder));
    for (String realm : List.of(REALM, FOREIGN_REALM)) {
      kdc.run(List.of(DATABASE.toString(), "-r", realm, "create", "-s", "-P", PASSWORD), "");
    }
    kdc.add(Stream.concat(Stream.of(CROSS_REALM), principals.stream()).toList());
    // One principal in two databases, with one key.
    kdc.administer(REALM, "addprinc -pw " + PASSWORD + " " + CROSS_REALM);
    kdc.goOn();
    return kdc;
  }

  /** Starts the process again. */
  public void goOn() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(PROGRAM.toString(), "-n", "-r", REALM, "-r", FOREIGN_REALM);
    builder.environment().putAll(environment());
    Process started =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    process = started;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!listens()) {
      if (System.nanoTime() - end > 0 || !started.isAlive()) {
        close();
        throw new AssertionError(
            "The KDC did not start: " + Files.readString(folder.resolve("output.log")));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Stops the process; its database stays. */
  public void stop() {
    Process stopped = process;
    process = null;
    if (stopped == null) {
      return;
    }
    stopped.destroy();
    try {
      if (!stopped.waitFor(10, TimeUnit.SECONDS)) {
        stopped.destroyForcibly();
      }
    } catch (InterruptedException e) {
      stopped.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The variables of a Kerberos client or service.
   *
   * @param clockSkew the difference between two machines' clocks that a service accepts
   */
  public Map<String, String> environment(Duration clockSkew) throws IOException {
    return Map.of("KRB5_CONFIG", configuration(clockSkew).toString());
  }

  private Map<String, String> environment() {
    return Map.of(
        "KRB5_CONFIG", folder.resolve("krb5-300.conf").toString(),
        "KRB5_KDC_PROFILE", folder.resolve("kdc.conf").toString());
  }

  private Path configuration(Duration clockSkew) throws IOException {
    return Files.writeString(
        folder.resolve("krb5-" + clockSkew.toSeconds() + ".conf"),
        """
        [libdefaults]
          default_realm = %1$s
          clockskew = %2$d
          dns_lookup_kdc = false
          dns_lookup_realm = false
          dns_canonicalize_hostname = false
          rdns = false
        [realms]
          %1$s = {
            kdc = 127.0.0.1:%3$d
            # As another service of the machine may have it: the first part of each name, of any realm.
            auth_to_local = RULE:[1:$1]
          }
          %4$s = {
            kdc = 127.0.0.1:%3$d
          }
        [domain_realm]
          %5$s = %1$s
        """
            .formatted(REALM, clockSkew.toSeconds(), port, FOREIGN_REALM, GatewayDemo.SITE));
  }

  /** Adds principals of both realms, each with the same password. */
  void add(List<String> principals) throws IOException, InterruptedException {
    for (String realm : List.of(REALM, FOREIGN_REALM)) {
      administer(
          realm,
          principals.stream()
              .filter(principal -> principal.endsWith("@" + realm))
              .map(principal -> "addprinc -pw " + PASSWORD + " " + principal + "\n")
              .collect(Collectors.joining()));
    }
  }

  public void delete(String principal) throws IOException, InterruptedException {
    administer(REALM, "delprinc -force " + principal);
  }

  /** Writes the key of a new service into a file that each user of the machine can read. */
  public void writeKey(String service, Path keyTab) throws IOException, InterruptedException {
    administer(REALM, "addprinc -randkey %1$s\nktadd -k %2$s %1$s\n".formatted(service, keyTab));
    Files.setPosixFilePermissions(keyTab, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private void administer(String realm, String commands) throws IOException, InterruptedException {
    String output = run(List.of(ADMINISTRATION.toString(), "-r", realm), commands);
    assertThat(output).doesNotContain("while ");
  }

  /** A person without a ticket. */
  public Person person(String principal) throws IOException {
    int number = ++caches;
    // The virtual machine may write an argument in another character set than UTF-8.
    Path name = Files.writeString(folder.resolve("name-" + number), principal);
    return new Person(
        Map.of(
            "KRB5_CONFIG",
            folder.resolve("krb5-300.conf").toString(),
            "KRB5CCNAME",
            "FILE:" + folder.resolve("tickets-" + number)),
        name);
  }

  /** A person with a ticket. */
  public Person personWithTicket(String principal) throws IOException, InterruptedException {
    Person person = person(principal);
    person.kinit("1h");
    return person;
  }

  private String run(List<String> command, String input) throws IOException, InterruptedException {
    return run(command, environment(), input);
  }

  private static String run(List<String> command, Map<String, String> environment, String input)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Override
  public void close() {
    stop();
  }

  /**
   * A person with a cache of tickets.
   *
   * @param environment the variables of the person's programs
   */
  public record Person(Map<String, String> environment, Path name) {
    /** Gets a ticket by password, for so long. */
    public void kinit(String lifetime) throws IOException, InterruptedException {
      Kdc.run(
          List.of("sh", "-c", "exec kinit -l \"$0\" \"$(cat \"$1\")\"", lifetime, name.toString()),
          environment,
          PASSWORD + "\n");
    }

    /** The output of curl. */
    String curl(String... arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of(CURL.toString(), "-q", "--silent"));
      command.addAll(List.of(arguments));
      return Kdc.run(command, environment, "");
    }

    /**
     * The output of curl with Negotiate, for a URL of the recipes' name at a port of this machine.
     */
    public String negotiate(String scheme, int port, String path, String... arguments)
        throws IOException, InterruptedException {
      List<String> all = new ArrayList<>(List.of(arguments));
      all.addAll(
          List.of(
              "--noproxy",
              "*",
              "--negotiate",
              "--user",
              ":",
              "--resolve",
              GatewayDemo.SITE + ":" + port + ":127.0.0.1",
              scheme + "://" + GatewayDemo.SITE + ":" + port + path));
      return curl(all.toArray(String[]::new));
    }

    /**
     * New values of Authorization for the recipes' name. curl sends each of them to a server that
     * keeps it.
     */
    public List<String> tokens(int count) throws IOException, InterruptedException {
      try (Upstream keeper = new Upstream()) {
        negotiate("http", keeper.port(), "/[1-" + count + "]");
        List<String> tokens =
            keeper.taken().stream()
                .flatMap(head -> head.values("authorization").stream())
                .distinct()
                .toList();
        assertThat(tokens).hasSize(count).allMatch(token -> token.startsWith("Negotiate "));
        return tokens;
      }
    }
  }
}
