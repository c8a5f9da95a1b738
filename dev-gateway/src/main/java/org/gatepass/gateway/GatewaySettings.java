// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of a {@link DevGateway}. Immutable, checked when built:
 *
 * <pre>{@code
 * GatewaySettings settings =
 *     GatewaySettings.builder(URI.create("http://127.0.0.1:8080"), Path.of("users.htpasswd"))
 *         .listen("127.0.0.1", 0)
 *         .protect("/api", "/admin")
 *         .build();
 * }</pre>
 *
 * @param listen the address and port to listen on; port 0 takes any free one
 * @param upstream the application: {@code http}, host and port, nothing more
 * @param htpasswd the file with names and password hashes; empty with an authentication server
 * @param authentication the server that authenticates each request; empty with a file
 * @param realm the realm of the challenge: printable ASCII without {@code "} and {@code \}
 * @param protectedPaths the paths that need a login, each with everything below it; {@code /} is
 *     all
 * @param signOutPath the path that makes the browser drop the password
 * @param callerHeader the header that names the caller
 * @param groupsHeader the header with the caller's groups; empty: none is sent
 * @param groupsSeparator the separator of groups: a comma, a semicolon or a vertical bar
 * @param emailHeader the header with the caller's e-mail address; empty: none is sent
 * @param nameHeader the header with the caller's name to show; empty: none is sent
 * @param headerEncoding the encoding of values in these headers
 * @param identities the properties file with groups, addresses and display names; empty: caller
 *     names only
 * @param secret the header that proves to the application that a request came through the gateway;
 *     empty: none is sent
 * @param tls the certificate for {@code https}; empty: {@code http}
 * @param upstreamTimeout the timeout for responses of the application; the gateway then answers 504
 */
public record GatewaySettings(
    InetSocketAddress listen,
    URI upstream,
    Optional<Path> htpasswd,
    Optional<AuthenticationServer> authentication,
    String realm,
    List<String> protectedPaths,
    String signOutPath,
    String callerHeader,
    Optional<String> groupsHeader,
    char groupsSeparator,
    Optional<String> emailHeader,
    Optional<String> nameHeader,
    HeaderEncoding headerEncoding,
    Optional<Path> identities,
    Optional<SecretHeader> secret,
    Optional<Tls> tls,
    Duration upstreamTimeout) {
  private static final Pattern REALM = Pattern.compile("[ -~&&[^\"\\\\]]+");

  /**
   * Checks every value and copies the list.
   *
   * @throws IllegalArgumentException if a value breaks its rule
   */
  public GatewaySettings {
    protectedPaths = List.copyOf(protectedPaths);
    if (listen.isUnresolved()) {
      throw new IllegalArgumentException(
          "the address \"" + listen.getHostString() + "\" is unknown (example: 127.0.0.1)");
    }
    if (!"http".equals(upstream.getScheme())
        || upstream.getHost() == null
        || !Set.of("", "/").contains(Objects.requireNonNullElse(upstream.getRawPath(), ""))
        || Stream.of(upstream.getRawQuery(), upstream.getRawFragment(), upstream.getRawUserInfo())
            .anyMatch(Objects::nonNull)) {
      throw new IllegalArgumentException(
          "the upstream \""
              + upstream
              + "\" is not http, host and port (example: http://127.0.0.1:8080)");
    }
    if (htpasswd.isPresent() == authentication.isPresent()) {
      throw new IllegalArgumentException(
          "either a password file or an authentication server is required");
    }
    if (!REALM.matcher(realm).matches()) {
      throw new IllegalArgumentException(
          "the realm \"" + realm + "\" is not printable ASCII without \" and \\");
    }
    if (",;|".indexOf(groupsSeparator) < 0) {
      throw new IllegalArgumentException(
          "the groups' separator \"" + groupsSeparator + "\" is none of , ; |");
    }
    Stream.concat(protectedPaths.stream(), Stream.of(signOutPath))
        .filter(path -> CanonicalPath.of(path).isEmpty())
        .findAny()
        .ifPresent(
            path -> {
              throw new IllegalArgumentException(
                  "\"" + path + "\" is not a plain path (example: /api)");
            });
    Set<String> folded = new HashSet<>();
    Stream.concat(
            identityHeaders(authentication, callerHeader, groupsHeader, emailHeader, nameHeader),
            secret.map(SecretHeader::name).stream())
        .forEach(
            name -> {
              HeaderName.check(name);
              if (!folded.add(HeaderName.fold(name))) {
                throw new IllegalArgumentException("the header \"" + name + "\" has two meanings");
              }
            });
    if (upstreamTimeout.isNegative() || upstreamTimeout.isZero()) {
      throw new IllegalArgumentException("the upstream timeout is not above zero (example: 60 s)");
    }
  }

  /**
   * The names of the headers that carry an identity, the caller's first.
   *
   * @return one name or more
   */
  public List<String> identityHeaders() {
    return identityHeaders(authentication, callerHeader, groupsHeader, emailHeader, nameHeader)
        .toList();
  }

  private static Stream<String> identityHeaders(
      Optional<AuthenticationServer> authentication,
      String callerHeader,
      Optional<String> groupsHeader,
      Optional<String> emailHeader,
      Optional<String> nameHeader) {
    return authentication
        .map(server -> server.headers().stream())
        .orElseGet(
            () ->
                Stream.of(Optional.of(callerHeader), groupsHeader, emailHeader, nameHeader)
                    .flatMap(Optional::stream));
  }

  /**
   * Returns a builder with the defaults: 127.0.0.1:8081, realm {@code Gatepass development},
   * protected {@code /api}, sign-out at {@code /gateway/sign-out}, only the header {@code
   * remote-user} with its UTF-8 bytes, groups separated by commas, no secret, no TLS, 60 s.
   *
   * @param upstream the application: {@code http}, host and port
   * @param htpasswd the file with names and password hashes
   * @return a builder
   */
  public static Builder builder(URI upstream, Path htpasswd) {
    return new Builder(upstream, Optional.of(htpasswd), Optional.empty());
  }

  /**
   * Returns a builder with the same defaults, for a server that authenticates each request. The
   * identity headers are those of the server's response: header names of the builder have no
   * effect, and neither have realm, sign-out path and identities.
   *
   * @param upstream the application: {@code http}, host and port
   * @param authentication the server
   * @return a builder
   */
  public static Builder builder(URI upstream, AuthenticationServer authentication) {
    return new Builder(upstream, Optional.empty(), Optional.of(authentication));
  }

  /** Collects settings. Not safe for use by several threads. */
  public static final class Builder {
    private final URI upstream;
    private final Optional<Path> htpasswd;
    private final Optional<AuthenticationServer> authentication;
    private InetSocketAddress listen;
    private String realm = "Gatepass development";
    private List<String> protectedPaths = List.of("/api");
    private String signOutPath = "/gateway/sign-out";
    private String callerHeader = "remote-user";
    private Optional<String> groupsHeader = Optional.empty();
    private char groupsSeparator = ',';
    private Optional<String> emailHeader = Optional.empty();
    private Optional<String> nameHeader = Optional.empty();
    private HeaderEncoding headerEncoding = HeaderEncoding.NONE;
    private Optional<Path> identities = Optional.empty();
    private Optional<SecretHeader> secret = Optional.empty();
    private Optional<Tls> tls = Optional.empty();
    private Duration upstreamTimeout = Duration.ofSeconds(60);

    private Builder(
        URI upstream, Optional<Path> htpasswd, Optional<AuthenticationServer> authentication) {
      this.upstream = upstream;
      this.htpasswd = htpasswd;
      this.authentication = authentication;
      this.listen = at("127.0.0.1", 8081);
    }

    private static InetSocketAddress at(String host, int port) {
      return new InetSocketAddress(host, port);
    }

    /**
     * Sets the address to listen on.
     *
     * @param host an address of this machine; an address other than loopback opens the gateway to
     *     the network
     * @param port the port; 0 takes any free one
     * @return this builder
     * @throws IllegalArgumentException if the port is not between 0 and 65535
     */
    public Builder listen(String host, int port) {
      this.listen = at(host, port);
      return this;
    }

    /**
     * Sets the realm of the challenge.
     *
     * @param realm printable ASCII without {@code "} and {@code \}
     * @return this builder
     */
    public Builder realm(String realm) {
      this.realm = realm;
      return this;
    }

    /**
     * Sets the paths that need a login, each with everything below it.
     *
     * @param paths paths such as {@code /api}; none: a login is possible and never required
     * @return this builder
     */
    public Builder protect(String... paths) {
      this.protectedPaths = List.of(paths);
      return this;
    }

    /**
     * Sets the path that makes the browser drop the password.
     *
     * @param path a path such as {@code /gateway/sign-out}
     * @return this builder
     */
    public Builder signOutPath(String path) {
      this.signOutPath = path;
      return this;
    }

    /**
     * Sets the header that names the caller.
     *
     * @param name a name such as {@code remote-user}
     * @return this builder
     */
    public Builder callerHeader(String name) {
      this.callerHeader = name;
      return this;
    }

    /**
     * Sends the caller's groups.
     *
     * @param name a name such as {@code remote-groups}
     * @return this builder
     */
    public Builder groupsHeader(String name) {
      this.groupsHeader = Optional.of(name);
      return this;
    }

    /**
     * Sets the separator of groups.
     *
     * @param separator a comma, a semicolon or a vertical bar
     * @return this builder
     */
    public Builder groupsSeparator(char separator) {
      this.groupsSeparator = separator;
      return this;
    }

    /**
     * Sends the caller's e-mail address.
     *
     * @param name a name such as {@code remote-email}
     * @return this builder
     */
    public Builder emailHeader(String name) {
      this.emailHeader = Optional.of(name);
      return this;
    }

    /**
     * Sends the caller's display name.
     *
     * @param name a name such as {@code remote-name}
     * @return this builder
     */
    public Builder nameHeader(String name) {
      this.nameHeader = Optional.of(name);
      return this;
    }

    /**
     * Sets the encoding of values in the identity headers.
     *
     * @param encoding the encoding
     * @return this builder
     */
    public Builder headerEncoding(HeaderEncoding encoding) {
      this.headerEncoding = encoding;
      return this;
    }

    /**
     * Sets the file with groups, e-mail addresses and display names.
     *
     * @param file a properties file in UTF-8 with keys such as {@code alice.groups}
     * @return this builder
     */
    public Builder identities(Path file) {
      this.identities = Optional.of(file);
      return this;
    }

    /**
     * Sends a secret with every request to the application.
     *
     * @param header the name of the header and the secret
     * @return this builder
     */
    public Builder secret(SecretHeader header) {
      this.secret = Optional.of(header);
      return this;
    }

    /**
     * Makes the gateway listen for {@code https} instead of {@code http}.
     *
     * @param certificate the source of its certificate
     * @return this builder
     */
    public Builder tls(Tls certificate) {
      this.tls = Optional.of(certificate);
      return this;
    }

    /**
     * Sets the timeout for responses of the application.
     *
     * @param timeout a time above zero
     * @return this builder
     */
    public Builder upstreamTimeout(Duration timeout) {
      this.upstreamTimeout = timeout;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value breaks its rule
     */
    public GatewaySettings build() {
      return new GatewaySettings(
          listen,
          upstream,
          htpasswd,
          authentication,
          realm,
          protectedPaths,
          signOutPath,
          callerHeader,
          groupsHeader,
          groupsSeparator,
          emailHeader,
          nameHeader,
          headerEncoding,
          identities,
          secret,
          tls,
          upstreamTimeout);
    }
  }
}
