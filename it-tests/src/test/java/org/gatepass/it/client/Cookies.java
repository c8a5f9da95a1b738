// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepass.it.client.Http.Answer;

/**
 * The cookies of one client, kept as a browser keeps them: by name, whatever the port. Safe for use
 * by many threads.
 */
public final class Cookies {
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Sends these cookies, and keeps those of the answer. */
  public Answer send(Http http, String method, String path, String body) {
    Answer answer = sent(http).send(method, path, body);
    keep(answer);
    return answer;
  }

  public Answer get(Http http, String path) {
    return send(http, "GET", path, "");
  }

  /** The client with these cookies as they are now. */
  public synchronized Http sent(Http http) {
    return values.isEmpty() ? http : http.header("Cookie", line());
  }

  /** The header's value. */
  public synchronized String line() {
    return values.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /** One cookie, as the header has it. */
  public synchronized String only(String name) {
    return name + "=" + values.get(name);
  }

  private synchronized void keep(Answer answer) {
    for (String line : answer.headers().getOrDefault("set-cookie", List.of())) {
      String[] cookie = line.split(";", 2)[0].split("=", 2);
      if (line.contains("Max-Age=0") || cookie[1].isEmpty()) {
        values.remove(cookie[0]);
      } else {
        values.put(cookie[0], cookie[1]);
      }
    }
  }
}
