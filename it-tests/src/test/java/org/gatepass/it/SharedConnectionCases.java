// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/**
 * The requests of many callers on a proxy's few connections to the application: with HTTP/2 without
 * TLS they share one connection, on which their frames are interleaved; a server without it
 * receives them on connections that stay open.
 */
interface SharedConnectionCases {
  /** {@code -Dshared.connection.requests=100000} for a long run. */
  int REQUESTS = Integer.getInteger("shared.connection.requests", 5_000);

  /** How many requests are under way at once. */
  int AT_ONCE = 64;

  /** A client of the application, from the trusted address. */
  Http http();

  @Test
  default void keepsCallersApartOnASharedConnection() throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build();
    // The first request upgrades the connection.
    client.sendAsync(request(0), BodyHandlers.ofString()).join();
    Semaphore places = new Semaphore(AT_ONCE);
    Set<Version> versions = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<String>> seen = new ArrayList<>();

    for (int i = 0; i < REQUESTS; i++) {
      places.acquire();
      seen.add(
          client
              .sendAsync(request(i), BodyHandlers.ofString())
              .handle(
                  (answer, failure) -> {
                    places.release();
                    if (failure != null) {
                      return failure.toString();
                    }
                    versions.add(answer.version());
                    return seen(answer);
                  }));
    }

    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      if (!seen.get(i).join().equals(expected(i))) {
        wrong.add(expected(i) + " saw " + seen.get(i).join());
      }
    }
    assertThat(wrong).isEmpty();
    System.out.println("Requests on shared connections: " + versions);
    assertThat(versions)
        .containsExactly(
            System.getProperty("server.profile").matches(WITHOUT_HTTP_2)
                ? Version.HTTP_1_1
                : Version.HTTP_2);
  }

  /** Servers that, as the tests configure them, speak HTTP/2 with TLS only, or not at all. */
  String WITHOUT_HTTP_2 = "liberty|tomee|tomcat.*|jetty.*";

  /** Of ten requests one names no caller, and one a malformed name. */
  private static String expected(int number) {
    return switch (number % 10) {
      case 3 -> "200 anonymous";
      case 7 -> "400";
      default -> "200 caller" + number % 997 + " [] false HEADER -";
    };
  }

  private static String seen(HttpResponse<String> answer) {
    return answer.statusCode() == 200 ? "200 " + answer.body() : "" + answer.statusCode();
  }

  private HttpRequest request(int number) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(http().uri("/open")).timeout(Duration.ofMinutes(1));
    return switch (number % 10) {
      case 3 -> request.build();
      case 7 -> request.header("remote-user", "caller " + number % 997).build();
      default -> request.header("remote-user", "caller" + number % 997).build();
    };
  }
}
