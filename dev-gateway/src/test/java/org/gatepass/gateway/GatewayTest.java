// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final Deque<String> typed = new ArrayDeque<>();
  private String standardInput = "";
  private Path htpasswd;

  @BeforeEach
  void nameTheFile() {
    htpasswd = folder.resolve("users.htpasswd");
  }

  @Nested
  class Accounts {
    @Test
    void areAddedToNewFileThatItsOwnerAloneMayRead() throws Exception {
      standardInput = "pass wörd 1\n";

      assertThat(run("add", "jürgen", "--htpasswd", htpasswd.toString(), "--stdin")).isZero();

      assertThat(output()).isEqualTo("Added jürgen to " + htpasswd + System.lineSeparator());
      assertThat(Files.readString(htpasswd)).matches("jürgen:\\$2y\\$10\\$[./A-Za-z0-9]{53}\n");
      assertThat(mode()).isEqualTo("rw-------");
      assertThat(accepts("jürgen", "pass wörd 1")).isTrue();
      assertThat(accepts("jürgen", "pass word 1")).isFalse();
    }

    @Test
    void areAddedByOtherProgramsInTheirOwnProcess() throws Exception {
      int exitCode =
          Gateway.run(
              new ByteArrayInputStream("pass wörd 1\n".getBytes(UTF_8)),
              new PrintStream(out, true, UTF_8),
              new PrintStream(err, true, UTF_8),
              "add",
              "jürgen",
              "--htpasswd",
              htpasswd.toString(),
              "--stdin");

      assertThat(exitCode).isZero();
      assertThat(accepts("jürgen", "pass wörd 1")).isTrue();
    }

    @Test
    void areAddedAtTheEndOfFileThatKeepsItsModeAndComments() throws Exception {
      write("# people\n" + Fixtures.ALICE);
      Files.setPosixFilePermissions(htpasswd, PosixFilePermissions.fromString("rw-r-----"));
      standardInput = "bob-pw-2";

      assertThat(run("add", "bob", "--htpasswd", htpasswd.toString(), "--stdin")).isZero();

      assertThat(Files.readString(htpasswd))
          .startsWith("# people\n" + Fixtures.ALICE + "\nbob:$2y$10$");
      assertThat(mode()).isEqualTo("rw-r-----");
      assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void areAddedThroughSymbolicLinkThatStays() throws Exception {
      write(Fixtures.ALICE);
      Path link = Files.createSymbolicLink(folder.resolve("link"), htpasswd);
      standardInput = "bob-pw-2";

      assertThat(run("add", "bob", "--htpasswd", link.toString(), "--stdin")).isZero();

      assertThat(link).isSymbolicLink();
      assertThat(accepts("bob", "bob-pw-2")).isTrue();
    }

    @Test
    void areNotAddedTwice() throws Exception {
      write(Fixtures.ALICE);

      assertThat(run("add", "alice", "--htpasswd", htpasswd.toString(), "--stdin")).isEqualTo(1);

      assertThat(errors())
          .isEqualTo(
              "gateway: \"alice\" is in "
                  + htpasswd
                  + " already (change sets a new password)"
                  + System.lineSeparator());
      assertThat(Files.readString(htpasswd)).isEqualTo(Fixtures.ALICE);
    }

    @Test
    void areChangedInPlace() throws Exception {
      write("# first\n" + Fixtures.ALICE + "\n# second\n" + Fixtures.BOB + "\n");
      typed.addAll(List.of("alice-pw-2", "alice-pw-2"));

      assertThat(run("change", "alice", "--htpasswd", htpasswd.toString())).isZero();

      assertThat(Files.readString(htpasswd))
          .matches(
              "# first\nalice:\\$2y\\$10\\$\\S{53}\n# second\n"
                  + Pattern.quote(Fixtures.BOB)
                  + "\n");
      assertThat(accepts("alice", "alice-pw-2")).isTrue();
      assertThat(accepts("alice", Fixtures.ALICE_PASSWORD)).isFalse();
    }

    @Test
    void areRemovedWithNothingElse() throws Exception {
      write("# first\n" + Fixtures.ALICE + "\n# second\n" + Fixtures.BOB + "\n");

      assertThat(run("remove", "alice", "--htpasswd=" + htpasswd)).isZero();

      assertThat(Files.readString(htpasswd)).isEqualTo("# first\n# second\n" + Fixtures.BOB + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"change", "remove"})
    void areNeitherChangedNorRemovedWhenUnknown(String command) throws Exception {
      write(Fixtures.ALICE);

      assertThat(run(command, "eve", "--htpasswd", htpasswd.toString())).isEqualTo(1);

      assertThat(errors()).startsWith("gateway: \"eve\" is not in " + htpasswd);
    }

    @Test
    void areNotLookedForInFileThatIsNotThere() {
      assertThat(run("remove", "eve", "--htpasswd", htpasswd.toString())).isEqualTo(1);

      assertThat(errors()).startsWith("gateway: " + htpasswd + ": there is no such file");
    }

    @Test
    void areNotAddedToBrokenFile() throws Exception {
      write(Fixtures.ALICE + "\nbob:plain\n");
      standardInput = "pw";

      assertThat(run("add", "carol", "--htpasswd", htpasswd.toString(), "--stdin")).isEqualTo(1);

      assertThat(errors()).startsWith("gateway: " + htpasswd + ", line 2: unknown hash scheme");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "`` | the name is empty",
          "a:b | the name \"a:b\" holds a colon",
          "` a` | the name \" a\" begins or ends with a blank",
          "`a ` | the name \"a \" begins or ends with a blank",
          "#a | the name \"#a\" begins with #",
          "`a\tb` | the name holds a control or invisible character",
          "a\u200bb | the name holds a control or invisible character",
          "j\ufffdrgen | the name holds a control or invisible character",
        })
    void haveNoNameThatTheFileCannotHold(String name, String fault) {
      assertThat(run("add", name, "--htpasswd", htpasswd.toString(), "--stdin")).isEqualTo(2);

      assertThat(errors()).startsWith("gateway: " + fault);
      assertThat(htpasswd).doesNotExist();
    }

    @Test
    void haveNamesOf255CharactersAtMost() {
      standardInput = "pw";

      assertThat(run("add", "ä".repeat(255), "--htpasswd", htpasswd.toString(), "--stdin"))
          .isZero();
      assertThat(run("add", "ä".repeat(256), "--htpasswd", htpasswd.toString(), "--stdin"))
          .isEqualTo(2);
      assertThat(errors()).startsWith("gateway: the name has 256 characters, over 255");
    }

    @ParameterizedTest
    @CsvSource({
      "'', the password is empty",
      "'a\tb', the password holds a control character",
      "0123456789012345678901234567890123456789012345678901234567890123456789ab3, the password has 73 bytes"
    })
    void haveNoPasswordThatBcryptOrBrowsersWouldChange(String password, String fault) {
      standardInput = password + "\n";

      assertThat(run("add", "alice", "--htpasswd", htpasswd.toString(), "--stdin")).isEqualTo(1);

      assertThat(errors()).startsWith("gateway: " + fault);
      assertThat(htpasswd).doesNotExist();
    }

    @Test
    void haveThePasswordThatWasTypedTwiceAlike() {
      typed.addAll(List.of("one-password", "another-one"));

      assertThat(run("add", "alice", "--htpasswd", htpasswd.toString())).isEqualTo(1);

      assertThat(errors()).startsWith("gateway: the two passwords differ; nothing was changed");
      assertThat(htpasswd).doesNotExist();
    }

    @Test
    void takeThePasswordFromLineThatWindowsEnded() throws Exception {
      standardInput = "alice-pw-3\r\n";

      assertThat(run("add", "alice", "--htpasswd", htpasswd.toString(), "--stdin")).isZero();

      assertThat(accepts("alice", "alice-pw-3")).isTrue();
    }
  }

  @Nested
  class CommandLine {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'' | a command is missing",
          "frob | there is no command \"frob\"",
          "add | --htpasswd is missing",
          "add --htpasswd f | the name is missing",
          "add alice password --htpasswd f | one name is needed, nothing more",
          "add alice --password x --htpasswd f | there is no option --password",
          "add alice --htpasswd | --htpasswd needs a value",
          "add alice --htpasswd f --htpasswd g | --htpasswd is given twice",
          "remove alice --htpasswd f --stdin | there is no option --stdin",
          "serve | --htpasswd is missing",
          "serve now --htpasswd f | serve takes options only",
          "serve --htpasswd f --listen 8081 | --listen: \"8081\" is not an address and a port",
          "serve --htpasswd f --listen 127.0.0.1:x | --listen: \"127.0.0.1:x\" is not",
          "serve --htpasswd f --listen 127.0.0.1:65536 | --listen: \"127.0.0.1:65536\" is not",
          "serve --htpasswd f --upstream https://a | the upstream \"https://a\" is not http",
          "serve --htpasswd f --protect api | \"api\" is not a plain path",
          "serve --htpasswd f --header-encoding latin1 | --header-encoding: \"latin1\" is neither",
          "serve --htpasswd f --upstream-timeout soon | --upstream-timeout: \"soon\" is no number",
          "serve --htpasswd f --upstream-timeout 0 | the upstream timeout is not above zero",
          "serve --htpasswd f --secret-header X-A | --secret-header without a secret",
          "serve --htpasswd f --preset keycloak | --preset: \"keycloak\" is none of authelia, oauth2",
          "serve --htpasswd f --groups-separator ; --groups-separator , | --groups-separator is",
          "serve --htpasswd f --groups-separator x | the groups' separator \"x\" is none of",
          "serve --htpasswd f --groups-separator ,, | --groups-separator: \",,\" is none of",
          "serve --htpasswd f --copy-headers A | --copy-headers without --authentication-url",
          "serve --authentication-url http://a/b | --copy-headers is missing",
          "serve --authentication-url http://a/b --copy-headers , | the list of headers to copy",
          "serve --authentication-url https://a --copy-headers A | the authentication URL \"https://a\"",
          "serve --authentication-url http://a --copy-headers Host | \"Host\" has a meaning of its own",
          "serve --authentication-url http://a --htpasswd f | --htpasswd and --authentication-url exclude",
          "serve --htpasswd f --tls-key k | --tls-certificate and --tls-key go together",
          "serve --htpasswd f --tls yes | serve takes options only",
          "serve --htpasswd f --secret x | there is no option --secret",
        })
    void isRejectedWithExitCode2WhenItIsInvalid(String line, String fault) {
      assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);

      assertThat(errors()).startsWith("gateway: " + fault).contains("--help shows all commands");
      assertThat(output()).isEmpty();
    }

    @Test
    void showsHelp() {
      assertThat(run("serve", "--help")).isZero();

      assertThat(output()).contains("NEVER FOR PRODUCTION", "--upstream", "--stdin");
    }
  }

  @Nested
  class Serving {
    @Test
    void printsItsSettingsAndRunsUntilItIsStopped() throws Exception {
      write(Fixtures.ALICE);
      environment.put("GATEPASS_GATEWAY_SECRET", SECRET);
      try (RecordingUpstream upstream = new RecordingUpstream()) {
        Running running =
            serve(
                "--htpasswd", htpasswd.toString(),
                "--listen", "127.0.0.1:0",
                "--upstream", upstream.uri().toString(),
                "--protect", "/api,/admin",
                "--groups-header", "remote-groups");

        RawClient client = new RawClient(running.uri());
        assertThat(client.send("GET /admin/")).startsWith("HTTP/1.1 401 ");
        client.send("GET /admin/", RawClient.basic("alice", Fixtures.ALICE_PASSWORD));
        assertThat(upstream.next().headers())
            .contains("remote-user: alice", "X-Gateway-Secret: " + SECRET);

        standardInput = "bob-pw-1";
        assertThat(run("add", "bob", "--htpasswd", htpasswd.toString(), "--stdin")).isZero();
        client.send("GET /admin/", RawClient.basic("bob", "bob-pw-1"));
        assertThat(upstream.next().headers()).contains("remote-user: bob");

        assertThat(running.stop()).isZero();
        assertThat(output())
            .contains(
                "NEVER FOR PRODUCTION",
                "listens on   " + running.uri(),
                "forwards to  " + upstream.uri(),
                "protects     /api, /admin;",
                "sets         remote-user, remote-groups, X-Gateway-Secret",
                "names in     " + htpasswd,
                "sign-out at  " + running.uri() + "/gateway/sign-out")
            .doesNotContain(SECRET);
        assertThat(errors()).isEmpty();
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "authelia; Remote-User: alice; Remote-Groups: user,staff; Remote-Email: a@example.org;"
              + " Remote-Name: Alice A",
          "oauth2-proxy; X-Forwarded-User: alice; X-Forwarded-Groups: user,staff;"
              + " X-Forwarded-Email: a@example.org; X-Forwarded-Proto: http",
          "authentik; X-authentik-username: alice; X-authentik-groups: user|staff;"
              + " X-authentik-email: a@example.org; X-authentik-name: Alice A"
        })
    void namesCallersInTheHeadersOfKnownGateways(
        String preset, String caller, String groups, String email, String last) throws Exception {
      write(Fixtures.ALICE);
      Path identities =
          Files.writeString(
              folder.resolve("identities"),
              "alice.groups=user,staff\nalice.email=a@example.org\nalice.name=Alice A\n");
      try (RecordingUpstream upstream = new RecordingUpstream()) {
        Running running =
            serve(
                "--htpasswd", htpasswd.toString(),
                "--listen", "127.0.0.1:0",
                "--upstream", upstream.uri().toString(),
                "--identities", identities.toString(),
                "--preset", preset);

        new RawClient(running.uri())
            .send(
                "GET /api",
                RawClient.basic("alice", Fixtures.ALICE_PASSWORD),
                "X-Forwarded-User: carol",
                "X_Forwarded_User: carol",
                "X-authentik-uid: carol",
                "X-Auth-Request-User: carol",
                caller.replace("alice", "carol"));

        assertThat(upstream.next().headers())
            .contains(caller, groups, email, last)
            .noneMatch(line -> line.contains("carol"));
        assertThat(running.stop()).isZero();
      }
    }

    @Test
    void callsTheConfiguredAuthenticationServer() throws Exception {
      try (RecordingUpstream upstream = new RecordingUpstream();
          RecordingUpstream authentication = new RecordingUpstream()) {
        authentication.answers(
            request -> "HTTP/1.1 200 OK\r\nRemote-User: alice\r\nContent-Length: 0\r\n\r\n");
        Running running =
            serve(
                "--authentication-url",
                authentication.uri() + "/api/verify",
                "--copy-headers",
                "Remote-User,Remote-Groups",
                "--listen",
                "127.0.0.1:0",
                "--upstream",
                upstream.uri().toString());

        new RawClient(running.uri()).send("GET /api");

        assertThat(upstream.next().headers()).contains("Remote-User: alice");
        assertThat(running.stop()).isZero();
        assertThat(output())
            .contains(
                "sets         Remote-User, Remote-Groups",
                "logs in at   " + authentication.uri() + "/api/verify")
            .doesNotContain("names in");
      }
    }

    @Test
    void usesTlsIfConfigured() throws Exception {
      write(Fixtures.ALICE);

      Running running =
          serve("--htpasswd", htpasswd.toString(), "--listen", "127.0.0.1:0", "--tls");

      assertThat(running.uri().getScheme()).isEqualTo("https");
      assertThat(running.stop()).isZero();
    }

    @Test
    void readsTheSecretFromFileRatherThanTheEnvironment() throws Exception {
      write(Fixtures.ALICE);
      environment.put("GATEPASS_GATEWAY_SECRET", "another-secret-of-thirty-two-characters");
      Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
      try (RecordingUpstream upstream = new RecordingUpstream()) {
        Running running =
            serve(
                "--htpasswd", htpasswd.toString(),
                "--listen", "127.0.0.1:0",
                "--upstream", upstream.uri().toString(),
                "--secret-file", file.toString(),
                "--secret-header", "X-Proxy-Secret");

        new RawClient(running.uri()).send("GET /", "X-Proxy-Secret: evil");

        assertThat(upstream.next().values("x-proxy-secret")).containsExactly(SECRET);
        assertThat(running.stop()).isZero();
      }
    }

    @Test
    void warnsWhenItListensToTheNetwork() throws Exception {
      write(Fixtures.ALICE);

      Running running = serve("--htpasswd", htpasswd.toString(), "--listen", "0.0.0.0:0");

      assertThat(running.stop()).isZero();
      assertThat(errors()).contains("WARNING: the gateway listens to the network");
    }

    @Test
    void saysThatThePortIsInUse() throws Exception {
      write(Fixtures.ALICE);
      Running first = serve("--htpasswd", htpasswd.toString(), "--listen", "127.0.0.1:0");
      String address = "127.0.0.1:" + first.uri().getPort();

      assertThat(run("serve", "--htpasswd", htpasswd.toString(), "--listen", address)).isEqualTo(1);

      assertThat(errors())
          .isEqualTo(
              "gateway: cannot listen on "
                  + address
                  + ": the port is in use"
                  + System.lineSeparator());
      assertThat(first.stop()).isZero();
    }

    @Test
    void doesNotStartWithBrokenFile() throws Exception {
      write(Fixtures.ALICE + "\nbob:plain-password\n");

      assertThat(run("serve", "--htpasswd", htpasswd.toString(), "--listen", "127.0.0.1:0"))
          .isEqualTo(1);

      assertThat(errors())
          .startsWith("gateway: " + htpasswd + ", line 2: unknown hash scheme")
          .doesNotContain("plain-password");
    }

    @Test
    void doesNotStartWithWeakSecretAndDoesNotShowIt() throws Exception {
      write(Fixtures.ALICE);
      environment.put("GATEPASS_GATEWAY_SECRET", "weak-secret");

      assertThat(run("serve", "--htpasswd", htpasswd.toString())).isEqualTo(2);

      assertThat(errors())
          .startsWith("gateway: the gateway's secret is not 32 or more")
          .doesNotContain("weak-secret");
    }
  }

  /** A {@code serve} under way on a thread of its own. */
  private final class Running {
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final Thread thread;

    Running(String... arguments) {
      thread = new Thread(() -> exitCode.complete(run(arguments)), "serve");
      thread.setDaemon(true);
      thread.start();
    }

    URI uri() throws Exception {
      Pattern listens = Pattern.compile("listens on {3}(\\S+)\\R(?s:.*)Ctrl-C");
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (System.nanoTime() < deadline) {
        Matcher found = listens.matcher(output());
        if (found.find()) {
          return URI.create(found.group(1));
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
      throw new AssertionError("serve did not start: " + output() + errors());
    }

    int stop() throws Exception {
      uri();
      thread.interrupt();
      return exitCode.get(20, TimeUnit.SECONDS);
    }
  }

  private Running serve(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "serve";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return new Running(arguments);
  }

  private int run(String... arguments) {
    Shell shell =
        new Shell(
            new ByteArrayInputStream(standardInput.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            question -> typed.remove());
    return new Gateway(shell).run(arguments);
  }

  private String output() {
    return out.toString(UTF_8);
  }

  private String errors() {
    return err.toString(UTF_8);
  }

  private void write(String content) throws IOException {
    Files.writeString(htpasswd, content);
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(htpasswd));
  }

  private boolean accepts(String name, String password) throws IOException {
    return Htpasswd.read(htpasswd).hashOf(name).orElseThrow().matches(password.getBytes(UTF_8));
  }
}
