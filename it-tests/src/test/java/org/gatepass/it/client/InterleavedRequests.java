// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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

/** Requests of 997 callers that Java's client sends at once, on one connection with HTTP/2. */
public final class InterleavedRequests {
  /** {@code -Dshared.connection.requests=100000} for a long run. */
  public static final int COUNT = Integer.getInteger("shared.connection.requests", 5_000);

  /** How many requests are under way at once. */
  private static final int AT_ONCE = 64;

  private final HttpClient client;
  private final URI open;

  /**
   * The requests for a path that writes the caller.
   *
   * @param client a client that prefers HTTP/2
   * @param open the address of the path
   */
  public InterleavedRequests(HttpClient client, URI open) {
    this.client = client;
    this.open = open;
  }

  /**
   * Sends {@link #COUNT} requests, and asserts that each gets the answer for its caller.
   *
   * @return the versions of HTTP of the answers
   */
  public Set<Version> send() throws InterruptedException {
    // The first request opens the connection.
    client.sendAsync(request(0), BodyHandlers.ofString()).join();
    Semaphore places = new Semaphore(AT_ONCE);
    Set<Version> versions = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<String>> seen = new ArrayList<>();

    for (int i = 0; i < COUNT; i++) {
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
    for (int i = 0; i < COUNT; i++) {
      if (!seen.get(i).join().equals(expected(i))) {
        wrong.add(expected(i) + " saw " + seen.get(i).join());
      }
    }
    assertThat(wrong).isEmpty();
    System.out.println("Requests on shared connections: " + COUNT + " with " + versions);
    return versions;
  }

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
    HttpRequest.Builder request = HttpRequest.newBuilder(open).timeout(Duration.ofMinutes(1));
    return switch (number % 10) {
      case 3 -> request.build();
      case 7 -> request.header("remote-user", "caller " + number % 997).build();
      default -> request.header("remote-user", "caller" + number % 997).build();
    };
  }
}
