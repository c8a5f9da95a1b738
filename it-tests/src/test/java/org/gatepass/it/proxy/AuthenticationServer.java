// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.GatewayDemo;

/**
 * An authentication server for gateways that is as careless as possible: it trusts a caller who is
 * named in the request, and returns only the name.
 */
public final class AuthenticationServer implements AutoCloseable {
  /** Its sign-in page, as the recipes name it. */
  public static final String PAGE = "https://auth.example.org/";

  /** The cookie of a session that is over. */
  static final String EXPIRED = "sign-in=expired";

  /** A page that its rules forbid to each caller. */
  public static final String FORBIDDEN = "/api/forbidden";

  /** A page that its rules allow for GET alone. */
  public static final String READABLE = "/api/readable";

  /** Names for which it fails, each also the password; "cut" gets no answer. */
  private static final List<String> FAULTS = List.of("error", "missing", "cut", "twice", "hanging");

  private static final String SIGNED_IN = "sign-in=carol";

  private final HttpServer server;

  public AuthenticationServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(
        request -> {
          Thread thread = new Thread(request, "authentication-server");
          thread.setDaemon(true);
          thread.start();
        });
    server.createContext("/", AuthenticationServer::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Signs carol in, as a person does on the page, and leads back to a page of the application. */
  private static void signIn(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    String back = URLDecoder.decode(query.replaceFirst("^rd=", ""), StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Set-Cookie", SIGNED_IN);
    boolean ours = back.startsWith("https://" + GatewayDemo.SITE + "/");
    answer(exchange, ours ? 302 : 400, "Location", back);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null && query.startsWith("rd=")) {
      signIn(exchange);
      return;
    }
    switch (exchange.getRequestURI().getPath()) {
      case "/form" -> show(exchange, "Sign in here");
      case "/logout" -> show(exchange, "Signed out here");
      default -> decide(exchange);
    }
  }

  private static void show(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, text.length());
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.US_ASCII));
    exchange.close();
  }

  private static void decide(HttpExchange exchange) throws IOException {
    String cookie = exchange.getRequestHeaders().getFirst("Cookie");
    if (cookie != null && cookie.contains(EXPIRED)) {
      // nginx takes no redirect from here, and Caddy any.
      boolean nginx = exchange.getRequestURI().getPath().endsWith("/auth-request");
      String form = "http://127.0.0.1:" + exchange.getLocalAddress().getPort() + "/form";
      answer(exchange, nginx ? 401 : 302, "Location", form);
      return;
    }
    String named = exchange.getRequestHeaders().getFirst("Remote-User");
    if (named != null) {
      answer(exchange, 200, "Remote-User", named);
      return;
    }
    String password = exchange.getRequestHeaders().getFirst("Authorization");
    if (isForbidden(exchange)) {
      exchange.sendResponseHeaders(403, -1);
      exchange.close();
      return;
    }
    for (String name : List.of("alice", "bob", "carol", "dora")) {
      if (GatewayProbes.password(name, name + "-gate-1").equals(password)) {
        answer(exchange, 200, "Remote-User", name);
        return;
      }
    }
    for (String fault : FAULTS) {
      if (GatewayProbes.password(fault, fault).equals(password)) {
        fail(exchange, fault);
        return;
      }
    }
    if (cookie != null && cookie.contains(SIGNED_IN)) {
      answer(exchange, 200, "Remote-User", "carol");
      return;
    }
    if (GatewayProbes.password("bypass", "bypass").equals(password)) {
      answer(exchange, 200, "X-Rule", "bypass");
      return;
    }
    if (!GatewayProbes.password("silent", "silent").equals(password)) {
      exchange.getResponseHeaders().set("Location", signInPage(original(exchange)));
    }
    answer(exchange, 401, "WWW-Authenticate", "Basic realm=\"Application\"");
  }

  private static void fail(HttpExchange exchange, String fault) throws IOException {
    switch (fault) {
      case "error" -> answer(exchange, 500, "Remote-User", "carol");
      case "missing" -> answer(exchange, 404, "Remote-User", "carol");
      case "twice" -> {
        exchange.getResponseHeaders().add("Remote-User", "dora");
        exchange.getResponseHeaders().add("Remote-User", "carol");
        exchange.sendResponseHeaders(200, -1);
      }
      case "hanging" -> sleep();
      default -> {}
    }
    exchange.close();
  }

  private static void sleep() {
    try {
      TimeUnit.SECONDS.sleep(12);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its rules: {@value #FORBIDDEN} is for no caller, and {@value #READABLE} for reading only. */
  private static boolean isForbidden(HttpExchange exchange) {
    String page = original(exchange);
    return page.matches("https://[^/]+" + FORBIDDEN + "([/?].*)?")
        || (page.endsWith(READABLE) && !method(exchange).equals("GET"));
  }

  private static String method(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String method = headers.getFirst("X-Forwarded-Method");
    return method != null ? method : headers.getFirst("X-Original-Method");
  }

  /**
   * The address of the request at the gateway: nginx and Caddy send it under different names, of
   * which it reads any.
   */
  private static String original(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String path = headers.getFirst("X-Forwarded-Uri");
    return path == null
        ? headers.getFirst("X-Original-URL")
        : headers.getFirst("X-Forwarded-Proto")
            + "://"
            + headers.getFirst("X-Forwarded-Host")
            + path;
  }

  private static String signInPage(String wanted) {
    return PAGE + "?rd=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String header, String value)
      throws IOException {
    exchange.getResponseHeaders().set(header, value);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
