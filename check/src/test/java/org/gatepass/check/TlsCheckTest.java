// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.check.FakeServer.CHALLENGE;
import static org.gatepass.check.FakeServer.PAGE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a server with TLS, which offers HTTP/2 in the handshake. */
class TlsCheckTest {
  private static final String PASSWORD = "changeit";

  /** SETTINGS, and HEADERS of request 1 with the status that follows. */
  private static final String HTTP_2 = "\0\0\0\4\0\0\0\0\0\0\0\5\1\5\0\0\0\1\10\3";

  @TempDir static Path folder;

  private static ServerSocketFactory sockets;
  private static Path certificate;

  private String report = "";

  /** A key and its certificate, made by the JDK's keytool. */
  @BeforeAll
  static void createKey() throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    sockets = context.getServerSocketFactory();
    certificate =
        Files.writeString(
            folder.resolve("certificate.pem"),
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                    .encodeToString(store.getCertificate("server").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
  }

  private int checkOf(UnaryOperator<String> rule) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (FakeServer server = new FakeServer(sockets, rule)) {
      return Check.run(
          print,
          print,
          server.url("/api/me"),
          "--account",
          "carol",
          "--pause",
          "0",
          "--trust",
          certificate.toString());
    } finally {
      report = out.toString(StandardCharsets.UTF_8);
    }
  }

  /** Answers HTTP/2 by a rule, and challenges each request of HTTP/1. */
  private static UnaryOperator<String> byHttp2(UnaryOperator<String> status) {
    return head -> head.startsWith("PRI ") ? HTTP_2 + status.apply(head) : CHALLENGE;
  }

  private List<String> unsafe() {
    return report.lines().filter(line -> line.startsWith("  NOT SAFE  ")).toList();
  }

  @Test
  void findsAForgeryThatIsAcceptedByNegotiatedHttp2Alone() throws IOException {
    assertThat(
            checkOf(
                byHttp2(
                    head ->
                        head.contains("remote-user") && head.contains("carol") ? "200" : "401")))
        .as(report)
        .isEqualTo(1);
    assertThat(unsafe()).containsExactly("  NOT SAFE  by HTTP/2: 200");
  }

  @Test
  void findsAForgeryWithUnderscoresThatIsAcceptedByNegotiatedHttp2Alone() throws IOException {
    assertThat(
            checkOf(
                byHttp2(
                    head ->
                        head.contains("remote_user") && head.contains("carol") ? "200" : "401")))
        .isEqualTo(1);
    assertThat(unsafe()).containsExactly("  NOT SAFE  by HTTP/2 with underscores: 200");
  }

  @Test
  void findsAForgeryThatIsAcceptedByHttp1() throws IOException {
    assertThat(checkOf(head -> head.contains("\nREMOTE-USER: carol") ? PAGE : CHALLENGE))
        .isEqualTo(1);
    assertThat(unsafe()).containsExactly("  NOT SAFE  REMOTE-USER: 200");
  }

  @Test
  void isSafeWhereBothVersionsChallenge() throws IOException {
    assertThat(checkOf(byHttp2(head -> "401"))).as(report).isZero();
    assertThat(report).contains("  safe      by HTTP/2: 401\n");
  }
}
