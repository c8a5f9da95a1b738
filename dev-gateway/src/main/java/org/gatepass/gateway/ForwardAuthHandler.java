// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends each request to an authentication server, which decides about it. */
final class ForwardAuthHandler extends AccessHandler {
  private static final System.Logger LOG = System.getLogger(ForwardAuthHandler.class.getName());

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The headers by which the server recognizes people and browsers. */
  private static final List<HttpHeader> SHOWN =
      List.of(
          HttpHeader.COOKIE, HttpHeader.AUTHORIZATION, HttpHeader.ACCEPT, HttpHeader.USER_AGENT);

  private final GatewaySettings settings;
  private final AuthenticationServer server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .build();

  ForwardAuthHandler(GatewaySettings settings, AuthenticationServer server, Handler next) {
    super(settings, next);
    this.settings = settings;
    this.server = server;
  }

  @Override
  boolean admit(Request request, Response response, Callback callback, Optional<CanonicalPath> path)
      throws Exception {
    HttpResponse<Void> verdict;
    try {
      verdict = client.send(question(request), BodyHandlers.discarding());
    } catch (IllegalArgumentException e) {
      Answer.text(400, "the gateway cannot read this request.").send(response, callback);
      return true;
    } catch (IOException e) {
      LOG.log(WARNING, "{0} does not answer: {1}", server.url(), e);
      Answer.text(502, "the authentication server does not answer at " + server.url() + ".")
          .send(response, callback);
      return true;
    }
    int status = verdict.statusCode();
    if (status >= 200 && status < 300) {
      return admit(request, response, callback, verdict);
    }
    if (status >= 500) {
      LOG.log(WARNING, "{0} answers {1}", server.url(), status);
      Answer.text(502, "the authentication server answers " + status + ".")
          .send(response, callback);
      return true;
    }
    if (isProtected(path)) {
      reject(response, callback, verdict);
      return true;
    }
    return forward(request, response, callback, HttpFields.EMPTY);
  }

  /**
   * The request to the server: method and address of the client's request, and only the listed
   * headers of the client.
   */
  private HttpRequest question(Request request) {
    HttpFields headers = request.getHeaders();
    HttpRequest.Builder question = HttpRequest.newBuilder(server.url()).timeout(TIMEOUT).GET();
    for (HttpHeader shown : SHOWN) {
      for (HttpField field : headers.getFields(shown)) {
        if (field.getValue() != null) {
          question.header(shown.asString(), field.getValue());
        }
      }
    }
    String scheme = settings.tls().isPresent() ? "https" : "http";
    String host = Optional.ofNullable(headers.get(HttpHeader.HOST)).orElse("");
    String target = request.getHttpURI().getPathQuery();
    return question
        .header("X-Original-Method", request.getMethod())
        .header("X-Original-URL", scheme + "://" + host + target)
        .header("X-Forwarded-Method", request.getMethod())
        .header("X-Forwarded-Proto", scheme)
        .header("X-Forwarded-Host", host)
        .header("X-Forwarded-Uri", target)
        .header("X-Forwarded-For", Request.getRemoteAddr(request))
        .build();
  }

  private boolean admit(
      Request request, Response response, Callback callback, HttpResponse<Void> verdict)
      throws Exception {
    HttpFields.Mutable identity = HttpFields.build();
    for (String name : server.headers()) {
      List<String> values = verdict.headers().allValues(name);
      if (values.size() > 1) {
        LOG.log(WARNING, "{0} sent {1} more than once", server.url(), name);
        Answer.text(502, "the authentication server sent " + name + " more than once.")
            .send(response, callback);
        return true;
      }
      values.stream().filter(value -> !value.isBlank()).forEach(value -> identity.put(name, value));
    }
    return forward(request, response, callback, identity);
  }

  /** Rejects the request as the server does: with its redirect, its challenge or its status. */
  private static void reject(Response response, Callback callback, HttpResponse<Void> verdict) {
    for (HttpHeader header : List.of(HttpHeader.LOCATION, HttpHeader.WWW_AUTHENTICATE)) {
      verdict
          .headers()
          .allValues(header.asString())
          .forEach(value -> response.getHeaders().add(header, value));
    }
    Answer.text(verdict.statusCode(), "the authentication server rejected the request.")
        .send(response, callback);
  }
}
