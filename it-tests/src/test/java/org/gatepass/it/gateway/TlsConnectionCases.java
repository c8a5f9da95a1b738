// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.gatepass.it.client.InterleavedRequests;
import org.gatepass.it.peer.KeyTool;
import org.junit.jupiter.api.Test;

/** The application over TLS, where client and server negotiate HTTP/2. */
public interface TlsConnectionCases {
  /** The address of a path of the application. */
  URI overTls(String path);

  /** A store with the server's certificate. */
  Path serverKeys();

  private HttpClient client() throws IOException, GeneralSecurityException {
    return HttpClient.newBuilder()
        .version(Version.HTTP_2)
        .sslContext(KeyTool.trusting(serverKeys()))
        .build();
  }

  @Test
  default void keepsCallersApartOnASharedTlsConnection()
      throws IOException, InterruptedException, GeneralSecurityException {
    assertThat(new InterleavedRequests(client(), overTls("/open")).send())
        .containsExactly(Version.HTTP_2);
  }

  /**
   * If the application reads the client certificate, Payara breaks about one connection in fifty at
   * its first request: docs/reference/servers.md.
   */
  @Test
  default void breaksNoNewTlsConnection()
      throws IOException, InterruptedException, GeneralSecurityException {
    HttpRequest request =
        HttpRequest.newBuilder(overTls("/open")).header("remote-user", "alice").build();
    for (int i = 0; i < 50; i++) {
      assertThat(client().send(request, BodyHandlers.ofString()).body())
          .isEqualTo("alice [] false HEADER -");
    }
  }
}
