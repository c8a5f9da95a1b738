// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The server's default data source, through an application on the server. */
final class Sql {
  private final HttpClient http;
  private final URI servlet;

  Sql(HttpClient http, URI server) {
    this.http = http;
    this.servlet = server.resolve("/" + Application.SQL.root() + "/sql");
  }

  /** Executes a statement, and returns the first column of the result. */
  String execute(String statement) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(servlet).POST(BodyPublishers.ofString(statement)).build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("Answer " + answer.statusCode() + " to: " + statement);
    }
    return answer.body().strip();
  }

  long number(String query) throws IOException, InterruptedException {
    return Long.parseLong(execute(query));
  }
}
