// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.check.FakeServer.CHALLENGE;
import static org.gatepass.check.FakeServer.FORBIDDEN;
import static org.gatepass.check.FakeServer.PAGE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {
  private static final Path PAGE_OF_THE_DOCS = Path.of("../docs/how-to/check-a-deployment.md");
  private static final String CAROL = "(?s).*(?i:\nremote-user): carol\r\n.*";

  private String report = "";
  private String reason = "";

  private int check(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--account", "carol", "--pause", "0"));
    int status =
        Check.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            all.toArray(String[]::new));
    report = out.toString(StandardCharsets.UTF_8);
    reason = err.toString(StandardCharsets.UTF_8);
    return status;
  }

  private int checkOf(UnaryOperator<String> rule, String... more) throws IOException {
    try (FakeServer server = new FakeServer(rule)) {
      List<String> all = new ArrayList<>(List.of(server.url("/api/me")));
      all.addAll(Arrays.asList(more));
      return check(all.toArray(String[]::new));
    }
  }

  /** Challenges all requests but those of the rule. */
  private static UnaryOperator<String> accepting(Predicate<String> accepted) {
    return head -> accepted.test(head) ? PAGE : CHALLENGE;
  }

  private List<String> unsafe() {
    return report
        .lines()
        .filter(line -> line.startsWith("  NOT SAFE"))
        .map(line -> line.substring(12))
        .toList();
  }

  @Test
  void sendsGetAndHeadOnlyAndTheNameOfTheAccountOnly() throws IOException {
    try (FakeServer server = new FakeServer(head -> CHALLENGE)) {
      assertThat(check(server.url("/api/me?a=b"))).isZero();

      assertThat(server.heads()).hasSizeGreaterThan(45);
      assertThat(server.heads()).allMatch(head -> head.matches("(?s)(GET|HEAD|PRI) .*"));
      assertThat(server.heads().get(0)).startsWith("GET /api/me?a=b HTTP/1.1\r\n");
      assertThat(server.heads().get(0)).doesNotContain("carol");
      int sent = server.heads().size() - 1;
      // HTTP/2 at the TLS handshake needs TLS.
      assertThat(report)
          .endsWith("SAFE: the deployment accepts 0 of " + (sent + 2) + " requests.\n");
    }
  }

  @Nested
  class IsNotSafe {
    @Test
    void whereAForgedHeaderIsAccepted() throws IOException {
      assertThat(checkOf(accepting(head -> head.matches(CAROL)))).isEqualTo(1);
      assertThat(unsafe()).contains("remote-user: 200", "REMOTE-USER: 200", "by HTTP/1.0: 200");
      assertThat(report).contains("  safe      remote_user: 401");
      assertThat(report)
          .containsPattern("\nNOT SAFE: the deployment accepts \\d+ of \\d+ requests");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Remote_User: carol\r\n",
          "remote.user: carol\r\n",
          "HTTP_REMOTE_USER: carol\r\n",
          "remote-user : carol\r\n",
          "remote-user\t: carol\r\n",
          "remote-user carol\r\n",
          "\nremote-user: carol\r\nremote-user: x",
          "Connection: remote-user\r\nremote-user: carol\r\n",
          "X-Gateway-Secret:\r\nremote-user: carol\r\n",
        })
    void whereOneFormIsAccepted(String form) throws IOException {
      assertThat(checkOf(accepting(head -> head.contains(form)))).isEqualTo(1);
      assertThat(unsafe()).hasSize(1);
    }

    @Test
    void whereNobodyChecksThePassword() throws IOException {
      // Y2Fyb2w6 is "carol:".
      assertThat(checkOf(accepting(head -> head.contains("Authorization: Basic Y2Fyb2w6"))))
          .isEqualTo(1);
      assertThat(unsafe()).containsExactly("HTTP Basic with a wrong password: 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET //api/me ", "GET /api/me;x=1 ", "GET /%61pi/me ", "HEAD /api/me "})
    void whereAHeaderIsAcceptedInAnotherRequestLine(String line) throws IOException {
      assertThat(checkOf(accepting(head -> head.startsWith(line) && head.matches(CAROL))))
          .isEqualTo(1);
      assertThat(unsafe()).hasSize(1);
    }

    @Test
    void whereACallerIsAcceptedWithoutARole() throws IOException {
      assertThat(checkOf(head -> head.matches(CAROL) ? FORBIDDEN : CHALLENGE)).isEqualTo(1);
      assertThat(unsafe()).contains("remote-user: 403");
    }

    @Test
    void whereACallerIsLedToAnotherPageThanTheLogin() throws IOException {
      String redirect = "HTTP/1.1 302 \r\nLocation: %s\r\nContent-Length: 0\r\n\r\n";
      assertThat(
              checkOf(
                  head ->
                      redirect.formatted(
                          head.matches(CAROL) ? "/home" : "/login?state=" + head.length())))
          .isEqualTo(1);
      assertThat(report).contains("without a login: 302 to /login\n");
      assertThat(unsafe()).contains("remote-user: 302 to /home");
    }

    @Test
    void whereAnUpgradePassesTheProxy() throws IOException {
      assertThat(
              checkOf(
                  head ->
                      head.contains("Upgrade: h2c")
                          ? "HTTP/1.1 101 \r\nUpgrade: h2c\r\n\r\n"
                          : CHALLENGE))
          .isEqualTo(1);
      assertThat(unsafe())
          .containsExactly(
              "by Upgrade: h2c: 101: requests bypass the proxy's rules; in the tunnel no answer");
    }

    @Test
    void whereHttp2IsAcceptedWithoutAsking() throws IOException {
      // SETTINGS, and HEADERS of request 1 with the status.
      String http2 = "\0\0\0\4\0\0\0\0\0\0\0\5\1\5\0\0\0\1\10\3";
      assertThat(
              checkOf(
                  head ->
                      head.startsWith("PRI ")
                          ? http2 + (head.contains("carol") ? "200" : "401")
                          : CHALLENGE))
          .isEqualTo(1);
      assertThat(unsafe()).containsExactly("by HTTP/2 without asking: 200");
    }
  }

  @Nested
  class IsSafe {
    @Test
    void whereAllAreLedToTheLogin() throws IOException {
      assertThat(
              checkOf(
                  head ->
                      "HTTP/1.1 302 \r\nLocation: https://id.example.org/login?state="
                          + head.length()
                          + "\r\nContent-Length: 0\r\n\r\n"))
          .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 400 \r\nContent-Length: 0\r\n\r\n"})
    void whereForgedHeadersAreRejected(String answer) throws IOException {
      assertThat(checkOf(head -> head.contains("carol") ? answer : CHALLENGE)).isZero();
      assertThat(report).containsPattern("remote-user: (connection closed|400)\n");
    }

    @Test
    void whereTheProxyForbidsTheHeaderWithoutANameToo() throws IOException {
      assertThat(checkOf(head -> head.matches("(?is).*remote.user.*") ? FORBIDDEN : CHALLENGE))
          .isZero();
      assertThat(report).contains("remote-user: 403, also without a name");
    }

    @Test
    void whereTheLoginFormAnswers200AndTheMarkerIsMissing() throws IOException {
      assertThat(checkOf(head -> PAGE, "--marker", "Sign out")).isZero();
      assertThat(report).doesNotContain("by HEAD");
    }
  }

  @Test
  void judgesBySuccessWithTheMarker() throws IOException {
    String page =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nSign \r\n3\r\nout\r\n0\r\n\r\n";
    assertThat(checkOf(head -> head.matches(CAROL) ? page : PAGE, "--marker", "Sign out"))
        .isEqualTo(1);
    assertThat(unsafe()).contains("remote-user: 200 with the marker");
  }

  @Nested
  class CannotJudge {
    @Test
    void aPageThatIsNotProtected() throws IOException {
      assertThat(checkOf(head -> PAGE)).isEqualTo(2);
      assertThat(reason).contains("answers 200 without a login, so it is not protected");
      assertThat(checkOf(head -> PAGE, "--marker", "Hello")).isEqualTo(2);
      assertThat(reason).contains("with the marker, so it is not protected");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 500, 503})
    void aPageThatChallengesNobody(int status) throws IOException {
      assertThat(checkOf(head -> "HTTP/1.1 " + status + " \r\nContent-Length: 0\r\n\r\n"))
          .isEqualTo(2);
      assertThat(reason).contains("answers " + status).contains("give a URL that answers 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/api/me", "/api/me/"})
    void aPageThatLeadsToItself(String location) throws IOException {
      assertThat(checkOf(head -> "HTTP/1.1 301 \r\nLocation: " + location + "\r\n\r\n"))
          .isEqualTo(2);
      assertThat(reason).contains("give the URL to which it leads");
    }

    @Test
    void aServerThatIsDown() throws IOException {
      assertThat(check("http://127.0.0.1:" + closedPort() + "/")).isEqualTo(2);
      assertThat(reason).contains("no connection");
    }

    @Test
    void answersThatAFailureExplains() throws IOException {
      assertThat(
              checkOf(
                  head ->
                      head.matches(CAROL)
                          ? "HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n"
                          : CHALLENGE))
          .isEqualTo(2);
      assertThat(report).contains("  unclear   remote-user: 503, and 401 without a name");
      assertThat(report).contains("\nUNCLEAR: ");
    }

    @Test
    void anotherPathThatEveryoneMayRead() throws IOException {
      assertThat(checkOf(accepting(head -> head.contains(" //api/me ")))).isEqualTo(2);
      assertThat(report).contains("another path: //api/me: 200, also without a name: --marker");
      assertThat(checkOf(accepting(head -> head.contains(" //api/me ")), "--marker", "Sign out"))
          .isZero();
    }

    @Test
    void aWrongCommandLine() {
      for (String[] wrong :
          new String[][] {
            {},
            {"app.example.org"},
            {"http://a:b@127.0.0.1/"},
            {"http://127.0.0.1/", "--no-such"},
            {"http://127.0.0.1/", "--marker"},
            {"http://127.0.0.1/", "--header", "remote user"},
            {"http://127.0.0.1/", "--connect", "x"},
            {"http://127.0.0.1/", "--login", "file"},
            {"http://127.0.0.1/", "--group", "g"},
            {"http://127.0.0.1/", "--account", "x"},
            {"http://127.0.0.1/", "--trust", "/no/such/file"}
          }) {
        assertThat(check(wrong)).as(String.join(" ", wrong)).isEqualTo(2);
        assertThat(reason).startsWith("check: ").contains("--help");
        assertThat(report).isEmpty();
      }
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Nested
  class WithoutTheProxy {
    @Test
    void isSafeWhereNothingListens() throws IOException {
      assertThat(checkOf(head -> CHALLENGE, "--direct", "http://127.0.0.1:" + closedPort()))
          .isZero();
      assertThat(report).contains("  safe      without a login: no connection");
    }

    @Test
    void isSafeWhereTheApplicationChallenges() throws IOException {
      assertThat(direct(head -> CHALLENGE)).isZero();
      assertThat(report).contains("/api/me, without the proxy\n  safe      without a login: 401");
    }

    @Test
    void isNotSafeWhereTheApplicationIsOpen() throws IOException {
      assertThat(direct(head -> PAGE)).isEqualTo(1);
      assertThat(unsafe()).containsExactly("without a login: 200");
    }

    @Test
    void isNotSafeWhereTheApplicationAcceptsTheHeader() throws IOException {
      assertThat(direct(accepting(head -> head.matches(CAROL)))).isEqualTo(1);
      assertThat(unsafe()).contains("remote-user: 200");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "X-Forwarded-For: 127.0.0.1",
          "X-Real-IP: 127.0.0.1",
          "Forwarded: for=127.0.0.1"
        })
    void isNotSafeWhereALineIsTheAddressOfThePeer(String line) throws IOException {
      assertThat(direct(accepting(head -> head.contains(line) && head.matches(CAROL))))
          .isEqualTo(1);
      assertThat(unsafe()).containsExactly("with " + line + ": 200");
    }

    @Test
    void cannotJudgeAPageThatIsMissing() throws IOException {
      assertThat(direct(head -> "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n")).isEqualTo(2);
    }

    private int direct(UnaryOperator<String> rule) throws IOException {
      try (FakeServer application = new FakeServer(rule)) {
        return checkOf(head -> CHALLENGE, "--direct", application.url(""));
      }
    }
  }

  @Nested
  class WithALogin {
    private static final String COOKIE = "session=not-to-be-shown";

    @TempDir private Path folder;

    private int withLogin(UnaryOperator<String> rule) throws IOException {
      Path login = Files.writeString(folder.resolve("login"), "Cookie: " + COOKIE + "\n");
      try (FakeServer server =
          new FakeServer(
              head -> head.contains("Cookie: " + COOKIE) ? rule.apply(head) : CHALLENGE)) {
        return check(
            server.url("/api/me"),
            "--login",
            login.toString(),
            "--forbidden",
            server.url("/admin"),
            "--groups-header",
            "remote-groups",
            "--group",
            "admins");
      }
    }

    @Test
    void isSafeWhereNothingGivesRights() throws IOException {
      assertThat(withLogin(head -> FORBIDDEN)).isZero();
      assertThat(report).contains("/admin, with the login\nwithout a forged header: 403\n");
    }

    @Test
    void isNotSafeWhereAForgedGroupGivesRights() throws IOException {
      assertThat(withLogin(head -> head.contains("remote-groups: admins") ? PAGE : FORBIDDEN))
          .isEqualTo(1);
      assertThat(unsafe()).contains("remote-groups: 200");
    }

    @Test
    void isNotSafeWhereAForgedNameGivesRights() throws IOException {
      assertThat(withLogin(head -> head.matches(CAROL) ? PAGE : FORBIDDEN)).isEqualTo(1);
      assertThat(unsafe()).contains("remote-user: 200");
    }

    @Test
    void cannotJudgeALoginThatIsNotAcceptedOrHasTheRights() throws IOException {
      assertThat(withLogin(head -> CHALLENGE)).isEqualTo(2);
      assertThat(reason).contains("answers 401 to the login, and 403 is needed");
      assertThat(withLogin(head -> PAGE)).isEqualTo(2);
    }

    @Test
    void printsNoLogin() throws IOException {
      withLogin(head -> FORBIDDEN);
      assertThat(report + reason).doesNotContain("not-to-be-shown");
    }
  }

  @Test
  void printsItsOptions() {
    assertThat(check("--help")).isZero();
    assertThat(report).contains("--account NAME", "exit code is 0 if all is safe");
  }

  @Test
  void printsTheReportInTheDocumentation() throws IOException {
    Matcher block =
        Pattern.compile("(?s)```text\n(.*?)```").matcher(Files.readString(PAGE_OF_THE_DOCS));
    assertThat(block.find()).isTrue();

    try (FakeServer server =
        new FakeServer(accepting(head -> head.contains("\nRemote_User: carol")))) {
      assertThat(check(server.url("/api/me"))).isEqualTo(1);
      report = report.replace(server.url(""), "https://app.example.org");
    }

    String[] parts = block.group(1).split("(?m)^\\.\\.\\.\n");
    assertThat(parts).hasSizeGreaterThan(5);
    assertThat(report).startsWith(parts[0]).endsWith(parts[parts.length - 1]);
    assertThat(report).containsSubsequence(parts);
  }

  @Test
  void hasItsOptionsInTheDocumentation() throws IOException {
    check("--help");
    String page = Files.readString(PAGE_OF_THE_DOCS);
    Matcher option = Pattern.compile("(?m)^  --[a-z-]+").matcher(report);
    int options = 0;
    while (option.find()) {
      assertThat(page).contains("`" + option.group().strip() + " ");
      options++;
    }
    assertThat(options).isEqualTo(12);
  }
}
