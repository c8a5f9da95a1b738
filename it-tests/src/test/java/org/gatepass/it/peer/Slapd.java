// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.server.Ports;
import org.jspecify.annotations.Nullable;

/**
 * OpenLDAP's server as Debian packages it, with people and groups, on free ports of the loopback
 * address. It can be down, or accept connections without ever responding.
 */
public final class Slapd implements AutoCloseable {
  public static final Path PROGRAM = Path.of("/usr/sbin/slapd");
  static final String BASE = "dc=example,dc=org";

  /** The account of the applications that read the directory. */
  public static final String BIND_DN = "cn=app," + BASE;

  public static final String BIND_PASSWORD = "bind-secret";

  private static final String ADMINISTRATOR = "cn=administrator," + BASE;
  private static final String ADMINISTRATORS_PASSWORD = "administrator-of-the-directory-1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final int plainPort = Ports.free();
  private final int tlsPort = Ports.free();
  private @Nullable Process process;

  private Slapd(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes one with a certificate for the loopback address, and starts it.
   *
   * @param folder an empty folder for all that it writes
   */
  public static Slapd start(Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    Slapd slapd = new Slapd(folder);
    Path keys = new KeyTool(folder).keyStore("directory", "CN=directory.example.org");
    KeyTool.writePem(keys, "directory", slapd.certificate(), folder.resolve("directory.key"));
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        folder.resolve("slapd.conf"),
        """
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        moduleload memberof
        TLSCertificateFile %1$s/directory.pem
        TLSCertificateKeyFile %1$s/directory.key
        database mdb
        maxsize 16777216
        suffix "%2$s"
        rootdn "%3$s"
        rootpw %4$s
        directory %1$s/data
        index objectClass,uid,member eq
        overlay memberof
        access to attrs=userPassword by anonymous auth by * none
        access to * by dn.base="%5$s" read by * none
        """
            .formatted(folder, BASE, ADMINISTRATOR, ADMINISTRATORS_PASSWORD, BIND_DN));
    try {
      slapd.start();
      slapd.add("dn: " + BASE, "objectClass: domain", "dc: example");
      for (String unit : List.of("people", "groups", "access", "projects")) {
        slapd.add("dn: ou=" + unit + "," + BASE, "objectClass: organizationalUnit", "ou: " + unit);
      }
      slapd.add(
          "dn: " + BIND_DN,
          "objectClass: applicationProcess",
          "objectClass: simpleSecurityObject",
          "cn: app",
          "userPassword: " + BIND_PASSWORD);
      return slapd;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      slapd.close();
      throw e;
    }
  }

  /** The certificate, which is its own authority. */
  public Path certificate() {
    return folder.resolve("directory.pem");
  }

  /** A store of what is trusted, with its certificate. */
  public Path trusted() throws IOException, InterruptedException {
    Path trusted = folder.resolve("trusted.p12");
    new KeyTool(folder).trust(trusted, folder.resolve("directory.p12"), "directory");
    return trusted;
  }

  public int tlsPort() {
    return tlsPort;
  }

  /** Starts it again, with what it has stored, and waits until it answers. */
  public void start() throws IOException, InterruptedException {
    Process started =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-d",
                "0",
                "-h",
                "ldap://127.0.0.1:" + plainPort + " ldaps://127.0.0.1:" + tlsPort,
                "-f",
                folder.resolve("slapd.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("slapd.log").toFile())
            .start();
    process = started;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (System.nanoTime() - end > 0 || !started.isAlive()) {
        throw new AssertionError(
            "slapd did not start, and said:\n" + Files.readString(folder.resolve("slapd.log")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean answers() {
    try (LDAPConnection connection = administrator()) {
      return connection.isConnected();
    } catch (LDAPException notYet) {
      return false;
    }
  }

  private LDAPConnection administrator() throws LDAPException {
    return new LDAPConnection("127.0.0.1", plainPort, ADMINISTRATOR, ADMINISTRATORS_PASSWORD);
  }

  private void add(String... ldif) {
    try (LDAPConnection connection = administrator()) {
      connection.add(ldif);
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a person whose password is the name and {@code -gate-1}. */
  public void addPerson(String name) {
    add(
        "dn: " + person(name),
        "objectClass: inetOrgPerson",
        "uid: " + name,
        "cn: " + name,
        "sn: " + name,
        "userPassword: " + name + "-gate-1");
  }

  private static String person(String name) {
    return "uid=" + name + ",ou=people," + BASE;
  }

  /**
   * Adds a group.
   *
   * @param rdn the relative name, escaped as in a DN
   */
  public void addGroup(String rdn, String unit, String... members) {
    String[] ldif = new String[members.length + 2];
    ldif[0] = "dn: " + rdn + ",ou=" + unit + "," + BASE;
    ldif[1] = "objectClass: groupOfNames";
    for (int i = 0; i < members.length; i++) {
      ldif[i + 2] = "member: " + person(members[i]);
    }
    add(ldif);
  }

  public void removeGroup(String rdn, String unit) throws LDAPException {
    try (LDAPConnection connection = administrator()) {
      connection.delete(rdn + ",ou=" + unit + "," + BASE);
    }
  }

  public void removePerson(String name) throws LDAPException {
    try (LDAPConnection connection = administrator()) {
      connection.delete(person(name));
    }
  }

  public void addMember(String rdn, String unit, String name) throws LDAPException, LDIFException {
    modify(
        "dn: " + rdn + ",ou=" + unit + "," + BASE,
        "changetype: modify",
        "add: member",
        "member: " + person(name));
  }

  public void removeMember(String rdn, String unit, String name)
      throws LDAPException, LDIFException {
    modify(
        "dn: " + rdn + ",ou=" + unit + "," + BASE,
        "changetype: modify",
        "delete: member",
        "member: " + person(name));
  }

  public void setPassword(String name, String password) throws LDAPException, LDIFException {
    modify(
        "dn: " + person(name),
        "changetype: modify",
        "replace: userPassword",
        "userPassword: " + password);
  }

  private void modify(String... ldif) throws LDAPException, LDIFException {
    try (LDAPConnection connection = administrator()) {
      connection.modify(ldif);
    }
  }

  /** What ldapsearch writes to its output and errors about a person. */
  public String search(String name, Path authority) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "ldapsearch",
            "-LLL",
            "-x",
            "-H",
            "ldaps://127.0.0.1:" + tlsPort,
            "-D",
            BIND_DN,
            "-w",
            BIND_PASSWORD,
            "-b",
            "ou=people," + BASE,
            "uid=" + name,
            "uid",
            "memberOf");
    builder.environment().put("LDAPTLS_CACERT", authority.toString());
    Process search = builder.redirectErrorStream(true).start();
    String output = new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    search.waitFor();
    return output;
  }

  public void stop() throws InterruptedException {
    Process running = Objects.requireNonNull(process);
    running.destroy();
    assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /**
   * Something in the place of a stopped one to which no connection can be established: the system
   * drops them.
   *
   * @param waiting gets the connections that fill it
   */
  public ServerSocket fullBacklog(List<Socket> waiting) throws IOException {
    ServerSocket full = new ServerSocket(tlsPort, 1, InetAddress.getLoopbackAddress());
    try {
      while (true) {
        Socket socket = new Socket();
        waiting.add(socket);
        socket.connect(full.getLocalSocketAddress(), 500);
      }
    } catch (SocketTimeoutException nowFull) {
      return full;
    }
  }

  /** Stops it where it is: connections stay open and new ones are accepted, without an answer. */
  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets it go on. */
  public void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    String pid = Long.toString(Objects.requireNonNull(process).pid());
    assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
  }

  @Override
  public void close() {
    if (process != null) {
      // It may be frozen.
      process.destroyForcibly();
    }
  }
}
