// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.peer.KeyTool;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The demo over TLS: a header is trusted only on a connection with the proxy's certificate. */
@Tag("thorough")
@Tag("each-run")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
public class ProxyCertificateIT {
  @TempDir static Path folder;

  private static ServerProcess server;
  private static int tlsPort;
  private static Path serverKeys;
  private static Path proxyKeys;
  private static Path strangerKeys;

  @BeforeAll
  static void startTheServer() throws IOException, InterruptedException, GeneralSecurityException {
    KeyTool keyTool = new KeyTool(folder);
    serverKeys = keyTool.keyStore("s1as", "CN=localhost"); // the name that Payara looks for
    proxyKeys = keyTool.keyStore("proxy", "CN=gateway, O=Example");
    strangerKeys = keyTool.keyStore("stranger", "CN=gateway, O=Example");
    Path trusted = folder.resolve("trusted.p12");
    keyTool.trust(trusted, proxyKeys, "proxy");
    keyTool.trust(trusted, strangerKeys, "stranger");
    tlsPort = Ports.free();
    server =
        PayaraMicro.startDemo(
            folder,
            Map.of(
                "GATEPASS_TRUSTED_PROXIES", "127.0.0.1",
                "GATEPASS_PROXY_CERTIFICATES", KeyTool.fingerprint(proxyKeys, "proxy"),
                "GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true"),
            "payara-micro-tls-preboot.txt",
            List.of(
                "-Djavax.net.ssl.keyStore=" + serverKeys,
                "-Djavax.net.ssl.keyStorePassword=" + KeyTool.PASSWORD,
                "-Djavax.net.ssl.trustStore=" + trusted,
                "-Djavax.net.ssl.trustStorePassword=" + KeyTool.PASSWORD),
            List.of("--sslport", Integer.toString(tlsPort)));
    server.awaitDemo();
  }

  @AfterAll
  static void stopTheServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void trustsTheConnectionThatShowsTheProxysCertificate()
      throws IOException, InterruptedException, GeneralSecurityException {
    HttpResponse<String> answer = getMe(proxyKeys, "remote-user", "alice");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"caller\":\"alice\"");
  }

  @Test
  @Shows(Attack.A10)
  void trustsNoConnectionWithoutACertificate()
      throws IOException, InterruptedException, GeneralSecurityException {
    assertThat(getMe(null, "remote-user", "alice").statusCode()).isEqualTo(401);
    assertThat(server.http().header("remote-user", "alice").get("/api/me").status()).isEqualTo(401);
    server.awaitInLog("Ignored remote-user from untrusted peer 127.0.0.1 (MISSING_CERTIFICATE)");
  }

  @Test
  @Shows(Attack.A10)
  void trustsNoCertificateOfTheSameNameThatIsNotTheProxys()
      throws IOException, InterruptedException, GeneralSecurityException {
    assertThat(getMe(strangerKeys, "remote-user", "alice").statusCode()).isEqualTo(401);
    server.awaitInLog("Ignored remote-user from untrusted peer 127.0.0.1 (WRONG_CERTIFICATE)");
  }

  @Test
  @Shows(Attack.A10)
  void trustsNoCertificateInAHeader()
      throws IOException, InterruptedException, GeneralSecurityException {
    String certificate =
        Base64.getEncoder()
            .encodeToString(KeyTool.load(proxyKeys).getCertificate("proxy").getEncoded());

    for (String header : List.of("X-Client-Cert", "SSL_CLIENT_CERT", "X-SSL-Client-Cert")) {
      assertThat(getMe(null, "remote-user", "alice", header, certificate).statusCode())
          .isEqualTo(401);
    }
  }

  private static HttpResponse<String> getMe(@Nullable Path keys, String... headers)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys == null ? null : KeyTool.load(keys), KeyTool.PASSWORD.toCharArray());
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(KeyTool.load(serverKeys));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .sslContext(context)
        // With HTTP/2, Payara breaks about one in fifty connections without a certificate, once
        // the certificate is read: docs/reference/servers.md.
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + tlsPort + "/api/me"))
                .headers(headers)
                .build(),
            BodyHandlers.ofString());
  }
}
