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

/** The integration that asks an authentication server about each request. */
final class AskingHandler extends DoorHandler {
  private static final System.Logger LOG = System.getLogger(AskingHandler.class.getName());

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the server knows people by, and whether it speaks to a browser. */
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
          .connectTimeout(PATIENCE)
          .build();

  AskingHandler(GatewaySettings settings, AuthenticationServer server, Handler next) {
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
      turnAway(response, callback, verdict);
      return true;
    }
    return handOn(request, response, callback, HttpFields.EMPTY);
  }

  /** The request with what it is about, and nothing else that a client says of itself. */
  private HttpRequest question(Request request) {
    HttpFields headers = request.getHeaders();
    HttpRequest.Builder question = HttpRequest.newBuilder(server.url()).timeout(PATIENCE).GET();
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
        LOG.log(WARNING, "{0} says {1} more than once", server.url(), name);
        Answer.text(502, "the authentication server says " + name + " more than once.")
            .send(response, callback);
        return true;
      }
      values.stream().filter(value -> !value.isBlank()).forEach(value -> identity.put(name, value));
    }
    return handOn(request, response, callback, identity);
  }

  /** As the server says: to its page, by its challenge, or just not. */
  private static void turnAway(Response response, Callback callback, HttpResponse<Void> verdict) {
    for (HttpHeader told : List.of(HttpHeader.LOCATION, HttpHeader.WWW_AUTHENTICATE)) {
      verdict
          .headers()
          .allValues(told.asString())
          .forEach(value -> response.getHeaders().add(told, value));
    }
    Answer.text(verdict.statusCode(), "the authentication server lets nobody in here.")
        .send(response, callback);
  }
}
