// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepass.gateway.AuthenticationServer;
import org.gatepass.gateway.GatewaySettings;
import org.gatepass.gateway.SecretHeader;
import org.jspecify.annotations.Nullable;

/**
 * The headers that the proxy in front of an application sends, with the names that the
 * application's settings have. Immutable and safe for use by many threads.
 *
 * <pre>{@code
 * ProxyHeaders proxy =
 *     ProxyHeaders.named("remote-user").withGroups("remote-groups").withSecret("x-secret", secret);
 * HttpRequest request = proxy.request(uri, "alice", "user").GET().build();
 * given().headers(proxy.headers("alice", "user")).get(uri);
 * }</pre>
 */
public final class ProxyHeaders {
  private final String callerHeader;
  private final @Nullable String groupsHeader;
  private final String groupsSeparator;
  private final @Nullable SecretHeader secret;

  private ProxyHeaders(
      String callerHeader,
      @Nullable String groupsHeader,
      String groupsSeparator,
      @Nullable SecretHeader secret) {
    this.callerHeader = callerHeader;
    this.groupsHeader = groupsHeader;
    this.groupsSeparator = groupsSeparator;
    this.secret = secret;
  }

  /**
   * Creates the headers of a proxy that names the caller, and sends neither groups nor a secret.
   *
   * @param callerHeader the header with the caller's name, as in {@code gatepass.caller-header}
   * @return the headers
   */
  public static ProxyHeaders named(String callerHeader) {
    return new ProxyHeaders(callerHeader, null, ",", null);
  }

  /**
   * Adds a header with the caller's groups, separated by commas.
   *
   * @param groupsHeader the name of the header, as in {@code gatepass.groups-header}
   * @return headers with groups
   */
  public ProxyHeaders withGroups(String groupsHeader) {
    return withGroups(groupsHeader, ",");
  }

  /**
   * Adds a header with the caller's groups.
   *
   * @param groupsHeader the name of the header, as in {@code gatepass.groups-header}
   * @param separator the text between two groups, for {@code gatepass.groups-separator}
   * @return headers with groups
   * @throws IllegalArgumentException if the separator is empty
   */
  public ProxyHeaders withGroups(String groupsHeader, String separator) {
    if (separator.isEmpty()) {
      throw new IllegalArgumentException("the groups' separator is empty (example: ,)");
    }
    return new ProxyHeaders(callerHeader, groupsHeader, separator, secret);
  }

  /**
   * Adds a header with a shared secret.
   *
   * @param header the name of the header, as in {@code gatepass.shared-secret-header}
   * @param value the secret, one of {@code gatepass.shared-secrets}
   * @return headers with the secret
   * @throws IllegalArgumentException if the secret is not 32 or more of {@code A-Za-z0-9._~-}
   */
  public ProxyHeaders withSecret(String header, String value) {
    return new ProxyHeaders(
        callerHeader, groupsHeader, groupsSeparator, new SecretHeader(header, value));
  }

  /**
   * The headers of a request with a caller.
   *
   * @param caller the caller's name
   * @param groups the caller's groups
   * @return a new map from names to values, which the test may change
   * @throws IllegalArgumentException if there are groups and no header for them, if a group
   *     contains the separator, or if a name contains a character that is not printable ASCII:
   *     clients would replace it
   */
  public Map<String, String> headers(String caller, String... groups) {
    Map<String, String> headers = anonymousHeaders();
    headers.put(callerHeader, sendable(caller));
    if (groups.length > 0) {
      headers.put(groupsHeaderFor(groups), sendable(String.join(groupsSeparator, groups)));
    }
    return headers;
  }

  private static String sendable(String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is not printable ASCII: encode it as gatepass.header-encoding sets");
    }
    return value;
  }

  private String groupsHeaderFor(String... groups) {
    if (groupsHeader == null) {
      throw new IllegalArgumentException(
          "the proxy sends no groups: name the header of gatepass.groups-header, or leave the"
              + " groups to the identity store");
    }
    for (String group : groups) {
      if (group.contains(groupsSeparator)) {
        throw new IllegalArgumentException(
            "the group \"" + group + "\" contains the separator \"" + groupsSeparator + "\"");
      }
    }
    return groupsHeader;
  }

  /**
   * The headers of a request without a caller: the secret, if there is one.
   *
   * @return a new map from names to values, which the test may change
   */
  public Map<String, String> anonymousHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (secret != null) {
      headers.put(secret.name(), secret.secret());
    }
    return headers;
  }

  /**
   * Begins a request with a caller, for {@link java.net.http.HttpClient}.
   *
   * @param uri the address
   * @param caller the caller's name
   * @param groups the caller's groups
   * @return a builder with the headers
   * @throws IllegalArgumentException if {@link #headers} throws it, or a value cannot be sent
   */
  public HttpRequest.Builder request(URI uri, String caller, String... groups) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    headers(caller, groups).forEach(request::setHeader);
    return request;
  }

  /** The settings of a gateway that reads the caller of each request from an identity server. */
  GatewaySettings gateway(URI application, URI identities) {
    List<String> names =
        groupsHeader == null ? List.of(callerHeader) : List.of(callerHeader, groupsHeader);
    GatewaySettings.Builder settings =
        GatewaySettings.builder(application, new AuthenticationServer(identities, names))
            .listen("127.0.0.1", 0)
            .protect()
            .upstreamTimeout(CallerGateway.TIMEOUT);
    Optional.ofNullable(secret).ifPresent(settings::secret);
    return settings.build();
  }

  /** The names of the headers, without the secret. */
  @Override
  public String toString() {
    return "ProxyHeaders[" + callerHeader + ", " + groupsHeader + ", " + secret + "]";
  }
}
