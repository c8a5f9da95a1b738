// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  private static final String ALIAS = "gateway";

  /** Made once: that is a process of its own. */
  private static TlsKeys keys;

  @TempDir private Path folder;
  private RecordingUpstream upstream;
  private Path certificate;
  private Path key;

  @BeforeAll
  static void makeKeys() throws IOException {
    keys = TlsKeys.of(Tls.selfMade(), "127.0.0.1");
  }

  @BeforeEach
  void makeFiles() throws Exception {
    upstream = new RecordingUpstream();
    Files.writeString(folder.resolve("users.htpasswd"), Fixtures.ALICE + "\n");
    certificate = pem("CERTIFICATE", keys.store().getCertificate(ALIAS).getEncoded());
    char[] password = keys.password().toCharArray();
    key = pem("PRIVATE KEY", keys.store().getKey(ALIAS, password).getEncoded());
  }

  @AfterEach
  void stop() throws Exception {
    upstream.close();
  }

  private Path pem(String what, byte[] content) throws IOException {
    return Files.writeString(
        folder.resolve(what),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(content), what));
  }

  private DevGateway started(Tls tls) throws IOException {
    DevGateway gateway =
        new DevGateway(
            GatewaySettings.builder(upstream.uri(), folder.resolve("users.htpasswd"))
                .listen("127.0.0.1", 0)
                .tls(tls)
                .build());
    gateway.start();
    return gateway;
  }

  private static HttpResponse<String> get(URI uri, KeyStore trusted) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .sslContext(context)
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(uri.resolve("/api"))
                .header(
                    "Authorization",
                    RawClient.basic("alice", Fixtures.ALICE_PASSWORD)
                        .substring("Authorization: ".length()))
                .build(),
            BodyHandlers.ofString());
  }

  private KeyStore trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, keys.store().getCertificate(ALIAS));
    return trusted;
  }

  @Test
  void isSpokenByTheCertificateInTheFiles() throws Exception {
    try (DevGateway gateway = started(Tls.of(certificate, key))) {
      assertThat(gateway.uri().getScheme()).isEqualTo("https");
      get(gateway.uri(), trusting());

      assertThat(upstream.next().values("x-forwarded-proto")).containsExactly("https");
    }
  }

  @Test
  void isSpokenByAnotherCertificateAtEachStartWithoutFiles() throws Exception {
    try (DevGateway gateway = started(Tls.selfMade())) {
      assertThatThrownBy(() -> get(gateway.uri(), trusting()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void isForTheAddressAndForLocalhost() throws Exception {
    X509Certificate made =
        (X509Certificate)
            TlsKeys.of(Tls.selfMade(), "dev.example.org").store().getCertificate(ALIAS);

    assertThat(made.getSubjectAlternativeNames())
        .extracting(name -> name.get(1).toString())
        .containsExactlyInAnyOrder("localhost", "127.0.0.1", "dev.example.org");
  }

  @Test
  void leavesNoPlainHttp() throws Exception {
    try (DevGateway gateway = started(Tls.of(certificate, key));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.uri().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .doesNotContain("HTTP/1.1 2");
      assertThat(upstream.isUntouched()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PRIVATE KEY, PRIVATE KEY, holds no certificate in PEM",
    "CERTIFICATE, CERTIFICATE, holds no unencrypted PKCS #8 key in PEM",
    "CERTIFICATE, broken, is not the key of the certificate"
  })
  void saysWhichFileIsWrong(String certificateFile, String keyFile, String fault)
      throws IOException {
    Files.writeString(
        folder.resolve("broken"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

    assertThatThrownBy(
            () -> started(Tls.of(folder.resolve(certificateFile), folder.resolve(keyFile))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageEndingWith(fault);
  }

  @Test
  void needsBothFilesOrNone() {
    assertThatThrownBy(() -> new Tls(Optional.of(certificate), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a certificate and its key go together");
  }
}
