// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.gatepass.it.attack.Attack.*;
import static org.gatepass.it.attack.AttackedDemo.assertCaller;
import static org.gatepass.it.attack.AttackedDemo.assertDora;
import static org.gatepass.it.attack.AttackedDemo.assertUnauthenticated;

import java.util.List;
import org.assertj.core.api.Assertions;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Untrusted peers: headers are trusted only with all evidence that is configured. */
interface PeerAttacks extends AttackedDemo {
  /** Headers about the peer that proxies set, and that clients may send. */
  List<String> FORWARDED_FOR =
      List.of(
          "x-forwarded-for",
          "x-real-ip",
          "x-client-ip",
          "client-ip",
          "true-client-ip",
          "cf-connecting-ip",
          "x-cluster-client-ip",
          "x-originating-ip",
          "x-remote-ip",
          "x-remote-addr",
          "remote-addr",
          "x-forwarded-by",
          "x-forwarded-server",
          "x-forwarded",
          "forwarded-for",
          "via",
          "proxy-ip");

  @Test
  @Shows(A01)
  default void a01DirectAccessFromAnUntrustedPeerIsAnonymous() {
    assertUnauthenticated(http().from(Http.UNTRUSTED).header("remote-user", "alice"));
    assertUnauthenticated(named("alice").from(Http.UNTRUSTED));
  }

  @Test
  @Shows(A01)
  default void a01MalformedHeadersFromAnUntrustedPeerDoNotExist() {
    assertUnauthenticated(
        named("alice")
            .from(Http.UNTRUSTED)
            .header("remote-user", "carol")
            .header("remote_user", "carol")
            .header("remote-groups", "idp-admins")
            .line("Connection: remote-user"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "127.0.0.11", "127.0.1.1", "127.1.0.1", "127.255.255.254"})
  @Shows({A02, A06, A08})
  default void a02OnlyTheOneAddressIsTrustedAndNoNeighbour(String neighbour) {
    assertUnauthenticated(named("alice").from(neighbour));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.2, 127.0.0.1",
        "127.0.0.1, 127.0.0.2",
        "127.0.0.1:80",
        "::ffff:127.0.0.1",
        "[::ffff:127.0.0.1]",
        "::1",
        "0",
        "127.1",
        "2130706433",
        "localhost",
        "unknown"
      })
  @Shows({A03, A05, A06})
  default void a03NoForwardedAddressMakesAPeerTrusted(String address) {
    Http stranger =
        named("alice")
            .from(Http.UNTRUSTED)
            .header("forwarded", "for=\"" + address + "\";by=" + address + ";host=localhost");
    for (String header : FORWARDED_FOR) {
      stranger = stranger.header(header, address);
    }
    assertUnauthenticated(stranger);
  }

  @Test
  @Shows(A03)
  default void a03NoForwardedAddressMakesTheProxyUntrusted() {
    assertCaller(
        named("alice")
            .header("x-forwarded-for", "203.0.113.7, 127.0.0.2")
            .header("forwarded", "for=203.0.113.7"),
        "alice",
        "user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-forwarded-uri: /api/whoami",
        "x-forwarded-uri: /assets/demo.css",
        "x-forwarded-prefix: /api/whoami",
        "x-forwarded-path: /login",
        "x-original-url: /api/whoami",
        "x-original-uri: /api/whoami",
        "x-rewrite-url: /api/whoami",
        "x-forwarded-method: OPTIONS",
        "x-original-method: OPTIONS",
        "x-forwarded-by: 127.0.0.1",
        "x-forwarded-host: localhost",
        "x-forwarded-proto: https",
        "x-forwarded-port: 443"
      })
  @Shows(A04)
  default void a04NoForwardedContextOpensAProtectedResource(String line) {
    assertUnauthenticated(http().line(line));
    assertUnauthenticated(proxy().line(line));
    assertUnauthenticated(named("alice").line(line).from(Http.UNTRUSTED));
  }

  @Test
  @Shows({A04, G03})
  default void a04TheWayToTheLoginPageHasNoHostFromTheRequest() {
    Answer answer =
        proxy()
            .header("accept", "text/html")
            .header("x-forwarded-host", "evil.example")
            .header("x-forwarded-proto", "gopher")
            .header("x-forwarded-prefix", "//evil.example")
            .get("/admin/");

    Assertions.assertThat(answer.status()).isEqualTo(303);
    Assertions.assertThat(answer.headers().toString()).doesNotContain("evil", "gopher");
    Assertions.assertThat(answer.header("location").orElseThrow())
        .startsWith(http().target("/login?next="));
  }

  @Test
  @Shows({A05, A07, A08})
  default void a07TheRightAddressWithoutTheSecretIsAnonymous() {
    Http tricked = http().header("remote-user", "alice");

    assertUnauthenticated(tricked);
    assertUnauthenticated(tricked.header(SECRET_HEADER, ""));
    assertUnauthenticated(tricked.header(SECRET_HEADER, " \t "));
  }

  @Test
  @Shows(A07)
  default void a07MalformedHeadersWithoutTheSecretDoNotExist() {
    assertUnauthenticated(
        http()
            .header("remote-user", "alice")
            .header("remote-user", "carol")
            .header("remote_user", "carol"));
    assertUnauthenticated(
        http().header("remote-user", "x".repeat(200)).line("Connection: remote-user"));
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD_SECRET, NEW_SECRET})
  @Shows(A09)
  default void a09EachSecretOfARotationCounts(String secret) {
    assertCaller(
        http().header(SECRET_HEADER, secret).header("remote-user", "alice"), "alice", "user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "new-7b3d9e61f40c825a-new-7b3d9e61f40c825",
        "new-7b3d9e61f40c825a-new-7b3d9e61f40c825b",
        "new-7b3d9e61f40c825a-new-7b3d9e61f40c825a0",
        "New-7b3d9e61f40c825a-new-7b3d9e61f40c825a",
        "\"new-7b3d9e61f40c825a-new-7b3d9e61f40c825a\"",
        "old-1c5e8f0b2a9d4736-old-1c5e8f0b2a9d4736,new-7b3d9e61f40c825a-new-7b3d9e61f40c825a",
        "new-7b3d9e61f40c825a-new-7b3d9e61f40c825a;q=1",
        "Bearer new-7b3d9e61f40c825a-new-7b3d9e61f40c825a",
        "bmV3LTdiM2Q5ZTYxZjQwYzgyNWEtbmV3LTdiM2Q5ZTYxZjQwYzgyNWE=",
        "*",
        "${gatepass.shared-secrets}",
        "%{x-gateway-secret}i",
        "(null)"
      })
  @Shows(A09)
  default void a09NothingButASecretIsASecret(String value) {
    assertUnauthenticated(http().header(SECRET_HEADER, value).header("remote-user", "alice"));
  }

  @Test
  @Shows({A09, B03})
  default void a09TwoSecretLinesAreNoSecret() {
    assertUnauthenticated(named("alice").header(SECRET_HEADER, NEW_SECRET));
    assertUnauthenticated(named("alice").header(SECRET_HEADER, "x"));
    assertUnauthenticated(http().header(SECRET_HEADER, "").header("remote-user", "alice"));
    assertUnauthenticated(
        http()
            .header(SECRET_HEADER, "")
            .line(SECRET_HEADER + ": " + NEW_SECRET)
            .header("remote-user", "alice"));
  }

  @Test
  @Shows(A09)
  default void a09TheSecretCountsOnlyInItsHeader() {
    Http client = http().header("remote-user", "alice");

    assertUnauthenticated(client.header("x_gateway_secret", NEW_SECRET));
    assertUnauthenticated(client.header("x.gateway.secret", NEW_SECRET));
    assertUnauthenticated(client.header("authorization", "Bearer " + NEW_SECRET));
    assertUnauthenticated(client.header("cookie", SECRET_HEADER + "=" + NEW_SECRET));
    AttackedDemo.assertAnonymous(
        client.get("/api/whoami?" + SECRET_HEADER + "=" + NEW_SECRET + "&remote-user=alice"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-ssl-client-cert: -----BEGIN CERTIFICATE-----",
        "x-forwarded-client-cert: Subject=\"CN=gateway\"",
        "x-forwarded-tls-client-cert-info: Subject=\"CN=gateway\"",
        "ssl-client-s-dn: CN=gateway",
        "ssl-client-verify: SUCCESS"
      })
  @Shows(A10)
  default void a10ACertificateInAHeaderIsNoEvidence(String line) {
    assertUnauthenticated(http().line(line).header("remote-user", "alice"));
    assertUnauthenticated(named("alice").line(line).from(Http.UNTRUSTED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REMOTE_USER",
        "REMOTE-USER-NAME",
        "x-remote-user",
        "x-forwarded-user",
        "x-auth-request-user",
        "x-authenticated-user",
        "x-webauth-user",
        "proxy-remote-user",
        "ajp-remote-user",
        "ajp_remote_user",
        "http_remote_user",
        "http-remote-user",
        "auth-user",
        "auth-type",
        "javax.servlet.request.remote_user",
        "user",
        "username"
      })
  @Shows({A11, B01})
  default void a11NoOtherHeaderNamesACaller(String header) {
    assertUnauthenticated(proxy().header(header, "alice"));
  }

  @Test
  @Shows(A01)
  default void a01AHeaderFromAnUntrustedPeerDoesNotDisturbAPasswordLogin() {
    Http session = http().header("cookie", cookieOfDora());

    assertDora(session.header("remote-user", "carol").from(Http.UNTRUSTED));
    assertDora(session.header("remote-user", "carol"));
    assertDora(session);
  }
}
