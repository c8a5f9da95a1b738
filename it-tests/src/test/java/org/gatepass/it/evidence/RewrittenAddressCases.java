// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import org.gatepass.it.app.headeronly.CallerServlet;
import org.gatepass.it.app.rewritten.AnyAddressSecurity;
import org.gatepass.it.app.rewritten.ClientAddressServlet;
import org.gatepass.it.client.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that replaces the peer's address by one that the request reports. An address identifies
 * no proxy there; the secret does.
 */
interface RewrittenAddressCases {
  /** An address that no application lists. */
  String CLIENT = "203.0.113.9";

  /** Another one, which a client may write into the header. */
  String FORGED = "198.51.100.66";

  /** A client of the application that trusts the secret from any address. */
  Http any();

  /** A client of the application that trusts the secret from 127.0.0.1. */
  Http listed();

  /** The classes of both applications, but for their definitions. */
  static Class<?>[] classes() {
    return new Class<?>[] {CallerServlet.class, ClientAddressServlet.class};
  }

  /** A request whose peer the server reports as this address. */
  default Http reportedAs(Http client, String address) {
    return client.header("x-forwarded-for", address);
  }

  /** The client's address where the proxy appends {@link #CLIENT} to the client's own header. */
  default String clientOfAProxyThatAppends() {
    return CLIENT;
  }

  static boolean answers(Http client) {
    try {
      return client.get("/open").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  static Http withSecret(Http client) {
    return client.header("x-gateway-secret", AnyAddressSecurity.SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {CLIENT, FORGED + ", " + CLIENT, "127.0.0.1", "2001:db8::7", ""})
  default void trustsTheSecretWhateverTheForwardedAddressIs(String forwarded) {
    Http proxied = withSecret(any()).header("x-forwarded-for", forwarded);

    assertThat(proxied.header("remote-user", "alice").get("/protected").body())
        .isEqualTo("alice [] false HEADER -");
    assertThat(proxied.get("/protected").status()).isEqualTo(401);
    assertThat(proxied.get("/client").body()).startsWith("[SECRET] ");
  }

  @ParameterizedTest
  @ValueSource(strings = {CLIENT, "127.0.0.1"})
  default void ignoresACallerHeaderWithoutTheSecret(String forwarded) {
    Http client = any().header("x-forwarded-for", forwarded).header("remote-user", "alice");

    assertThat(client.get("/protected").status()).isEqualTo(401);
    assertThat(client.header("x-gateway-secret", "guess").get("/protected").status())
        .isEqualTo(401);
    assertThat(client.get("/open").body()).isEqualTo("anonymous");
  }

  /** The reason for "any": the right secret is not enough where the address is another one. */
  @Test
  default void trustsNoReportedAddressWhereAddressesAreListed() {
    Http proxied = withSecret(listed()).header("remote-user", "alice");

    assertThat(proxied.get("/protected").status()).isEqualTo(200);
    assertThat(reportedAs(proxied, CLIENT).get("/protected").status()).isEqualTo(401);
  }

  @Test
  default void countsARememberedLoginOnRequestsWithTheSecretOnly() {
    String cookie =
        withSecret(any())
            .header("remote-user", "carol")
            .get("/protected")
            .lastSessionCookie()
            .orElseThrow();
    Http later = any().header("cookie", cookie);

    assertThat(withSecret(later).get("/protected").body()).isEqualTo("carol [] false SESSION -");
    assertThat(later.get("/protected").status()).isEqualTo(401);
    assertThat(reportedAs(withSecret(later), CLIENT).get("/protected").body())
        .isEqualTo("carol [] false SESSION -");
  }

  @Test
  default void readsTheClientsAddressThatTheProxyHasSet() {
    Http proxied = withSecret(any());

    assertThat(proxied.header("x-forwarded-for", CLIENT).get("/client").body())
        .isEqualTo("[SECRET] " + CLIENT);
    assertThat(proxied.header("x-forwarded-for", FORGED + ", " + CLIENT).get("/client").body())
        .isEqualTo("[SECRET] " + clientOfAProxyThatAppends());
  }
}
