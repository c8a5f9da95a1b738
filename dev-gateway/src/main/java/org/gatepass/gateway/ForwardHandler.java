// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.lang.System.Logger.Level.WARNING;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Forwards requests to the application: Jetty's reverse proxy with the gateway's own headers. */
final class ForwardHandler extends ProxyHandler.Reverse {
  private static final System.Logger LOG = System.getLogger(ForwardHandler.class.getName());

  private static final int MAX_HEADER_BYTES = 64 * 1024;

  /**
   * Shorter than the idle timeout of servers, so that the gateway closes idle connections first.
   */
  private static final Duration IDLE_IN_POOL = Duration.ofSeconds(10);

  /** Characters that occur in real requests although URIs exclude them. */
  private static final Pattern NOT_IN_URI = Pattern.compile("[\"<>\\\\^`{|}]");

  private final GatewaySettings settings;
  private final UpstreamHeaders headers;

  ForwardHandler(GatewaySettings settings) {
    super(request -> upstreamUri(settings.upstream(), request));
    this.settings = settings;
    this.headers = new UpstreamHeaders(settings);
    setViaHost("gatepass-dev-gateway");
  }

  /** The request's path and query as they were sent, at the application's address. */
  private static HttpURI upstreamUri(URI upstream, Request request) {
    String target =
        NOT_IN_URI
            .matcher(request.getHttpURI().getPathQuery())
            .replaceAll(found -> String.format("%%%02X", (int) found.group().charAt(0)));
    int port = upstream.getPort() < 0 ? 80 : upstream.getPort();
    return HttpURI.from("http", upstream.getHost(), port, target);
  }

  @Override
  protected void configureHttpClient(HttpClient client) {
    super.configureHttpClient(client);
    client.setUserAgentField(null);
    client.setDefaultRequestContentType(null);
    client.setRequestBufferSize(MAX_HEADER_BYTES);
    client.setMaxResponseHeadersSize(MAX_HEADER_BYTES);
    client.setMaxConnectionsPerDestination(256);
    client.setConnectTimeout(Duration.ofSeconds(5).toMillis());
    client.setIdleTimeout(IDLE_IN_POOL.toMillis());
  }

  @Override
  protected org.eclipse.jetty.client.Request newProxyToServerRequest(
      Request clientRequest, HttpURI uri) {
    try {
      if (uri.toString().chars().anyMatch(c -> c > 0x7E)) {
        throw new IllegalArgumentException("bytes beyond ASCII");
      }
      return super.newProxyToServerRequest(clientRequest, uri)
          .idleTimeout(settings.upstreamTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (IllegalArgumentException e) {
      throw new BadMessageException("the request's query is not one that a URI may have", e);
    }
  }

  @Override
  protected void copyRequestHeaders(
      Request clientRequest, org.eclipse.jetty.client.Request upstreamRequest) {
    UpstreamHeaders.Connection connection =
        new UpstreamHeaders.Connection(
            Request.getRemoteAddr(clientRequest), Request.getLocalPort(clientRequest));
    HttpFields own =
        headers.of(clientRequest.getHeaders(), AccessHandler.identityOf(clientRequest), connection);
    upstreamRequest.headers(all -> all.clear().add(own));
  }

  @Override
  protected void addProxyHeaders(
      Request clientRequest, org.eclipse.jetty.client.Request upstreamRequest) {
    // Jetty's own Forwarded header would contain the client's "Host".
    addViaHeader(clientRequest, upstreamRequest);
  }

  @Override
  protected void onServerToProxyResponseFailure(
      Request clientRequest,
      org.eclipse.jetty.client.Request upstreamRequest,
      org.eclipse.jetty.client.Response upstreamResponse,
      Response response,
      Callback callback,
      Throwable failure) {
    if (response.isCommitted()) {
      callback.failed(failure);
      return;
    }
    response.reset();
    answerTo(failure).send(response, callback);
  }

  private Answer answerTo(Throwable failure) {
    if (failure instanceof HttpException badRequest) {
      return Answer.text(badRequest.getCode(), "the request's body cannot be read.");
    }
    if (failure instanceof TimeoutException || failure instanceof SocketTimeoutException) {
      LOG.log(WARNING, "{0} does not answer in time", settings.upstream());
      return Answer.text(504, "the application behind the gateway does not answer in time.");
    }
    // Jetty's own message about a broken response is a page of its inner state.
    Object reason = failure instanceof HttpResponseException ? "it speaks no HTTP" : failure;
    LOG.log(WARNING, "{0} does not answer: {1}", settings.upstream(), reason);
    return Answer.text(
        502, "the application behind the gateway does not answer at " + settings.upstream() + ".");
  }
}
