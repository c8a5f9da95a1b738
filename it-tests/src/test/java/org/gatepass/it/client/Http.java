// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/1.1 client with one connection for each request. It sends requests that a well-behaved
 * client can't, from a given address, follows no redirect and shows every header. Immutable.
 */
public final class Http {
  /** The address that the tests' settings trust. */
  public static final String TRUSTED = "127.0.0.1";

  /** An address of the same machine that they don't trust. */
  public static final String UNTRUSTED = "127.0.0.2";

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int SILENCE_MILLIS = 3_000;

  /** A layer between HTTP and the connection, such as TLS. */
  interface Layer {
    Socket over(Socket connection) throws IOException;
  }

  private final int port;
  private final String contextPath;
  private final Layer layer;
  private final String localAddress;
  private final List<String> headerLines;

  /** The address of a resource, for another client. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + contextPath + path);
  }

  public Http(int port, String contextPath) {
    this(port, contextPath, connection -> connection, TRUSTED, List.of());
  }

  /** A client that sends through a layer. */
  static Http over(Layer layer, int port) {
    return new Http(port, "", layer, TRUSTED, List.of());
  }

  /** A client that sends by TLS to a server of this name. */
  public static Http overTls(SSLContext tls, String name, int port) {
    return over(
        connection -> {
          SSLSocket socket =
              (SSLSocket) tls.getSocketFactory().createSocket(connection, name, port, true);
          socket.startHandshake();
          return socket;
        },
        port);
  }

  /**
   * A client of what was deployed under a path. Of the address only the port is taken: the adapter
   * of Payara Micro names the machine, and reads the path off a log line that it sometimes misses.
   */
  public static Http to(URL base, String contextPath) {
    return new Http(base.getPort(), contextPath);
  }

  private Http(
      int port, String contextPath, Layer layer, String localAddress, List<String> headerLines) {
    this.port = port;
    this.contextPath = contextPath;
    this.layer = layer;
    this.localAddress = localAddress;
    this.headerLines = headerLines;
  }

  /** The same from another address of this machine. */
  public Http from(String address) {
    return new Http(port, contextPath, layer, address, headerLines);
  }

  /** The same with one more header line. */
  public Http header(String name, String value) {
    return line(name + ": " + value);
  }

  /** The same with one more line, sent to the letter, each character a byte. */
  public Http line(String headerLine) {
    List<String> lines = new ArrayList<>(headerLines);
    lines.add(headerLine);
    return new Http(port, contextPath, layer, localAddress, List.copyOf(lines));
  }

  public Answer get(String path) {
    return send("GET", path, "");
  }

  public Answer postJson(String path, JsonObject body) {
    return header("Content-Type", "application/json").send("POST", path, body.toString());
  }

  public Answer send(String method, String path, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head =
        new StringBuilder(method + " " + contextPath + path + " HTTP/1.1\r\n")
            .append(hasHost() ? "" : "Host: 127.0.0.1:" + port + "\r\n")
            .append("Connection: close\r\n");
    headerLines.forEach(line -> head.append(line).append("\r\n"));
    if (content.length > 0 || method.equals("POST")) {
      head.append("Content-Length: " + content.length + "\r\n");
    }
    head.append("\r\n");
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(content);
      socket.getOutputStream().flush();
      return Answer.read(socket.getInputStream(), method.equals("HEAD"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasHost() {
    return headerLines.stream().anyMatch(line -> line.startsWith("Host: "));
  }

  /** Where a path of the application is on its server. */
  public String target(String path) {
    return contextPath + path;
  }

  public int port() {
    return port;
  }

  /** The server's name and port. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** The header lines of this client as a request has them, each with its line end. */
  public String lines() {
    return headerLines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
  }

  /**
   * Sends a text to the letter, each character a byte and none added, and gives all that comes
   * back, be it one answer, several or none, until the server ends the connection or is silent for
   * a while.
   */
  public String converse(String sent) {
    return converse(sent, SILENCE_MILLIS);
  }

  /** The same with a server that may be silent for longer before it answers. */
  public String conversePatiently(String sent) {
    return converse(sent, TIMEOUT_MILLIS);
  }

  private String converse(String sent, int silenceMillis) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try (Socket socket = connect()) {
      socket.setSoTimeout(silenceMillis);
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.getInputStream().transferTo(received);
    } catch (SocketTimeoutException | SocketException | SSLException endedByServer) {
      // The bytes until then are the response.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  /** Gets a path once as each of the clients, one after the other, on one connection. */
  public List<Answer> getInTurn(String path, List<Http> clients) {
    List<Answer> answers = new ArrayList<>();
    try (Socket socket = connect()) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (Http client : clients) {
        String request =
            "GET " + target(path) + " HTTP/1.1\r\nHost: " + host() + "\r\n" + client.lines();
        socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        answers.add(Answer.read(in, false));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answers;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getByName(localAddress), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return layer.over(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The response. */
  public record Answer(int status, Map<String, List<String>> headers, String body) {
    public Optional<String> header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    /** The value of the session cookie that this answer sets. */
    public Optional<String> sessionCookie() {
      return headers.getOrDefault("set-cookie", List.of()).stream()
          .filter(cookie -> cookie.startsWith("JSESSIONID="))
          .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
          .findFirst();
    }

    /** The same where a server sets it twice: Liberty does, when a new session gets another id. */
    public Optional<String> lastSessionCookie() {
      return headers.getOrDefault("set-cookie", List.of()).stream()
          .filter(cookie -> cookie.startsWith("JSESSIONID="))
          .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
          .reduce((first, later) -> later);
    }

    public JsonObject json() {
      try (JsonReader reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }

    public JsonArray jsonArray() {
      try (JsonReader reader = Json.createReader(new StringReader(body))) {
        return reader.readArray();
      }
    }

    private static Answer read(InputStream in, boolean bodiless) throws IOException {
      String statusLine = line(in);
      if (!statusLine.startsWith("HTTP/1.1 ")) {
        throw new IOException("not an answer: " + statusLine);
      }
      int status = Integer.parseInt(statusLine.substring(9, 12));
      Map<String, List<String>> headers = new LinkedHashMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers
            .computeIfAbsent(
                line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
      boolean none = bodiless || status == 204 || status == 304;
      byte[] body = none ? new byte[0] : body(in, headers);
      return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] body(InputStream in, Map<String, List<String>> headers)
        throws IOException {
      if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
          body.write(in.readNBytes(size));
          line(in);
        }
        return body.toByteArray();
      }
      List<String> length = headers.get("content-length");
      return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length.get(0)));
    }

    private static int chunkSize(InputStream in) throws IOException {
      return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new EOFException("the connection ended after: " + line);
        }
        if (b != '\r') {
          line.write(b);
        }
      }
      return line.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
