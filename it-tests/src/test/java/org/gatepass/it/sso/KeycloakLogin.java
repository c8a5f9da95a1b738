// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Keycloak;

/**
 * A person's way from a gateway through Keycloak's login page and back, by OpenID Connect or SAML,
 * as in a browser. Stores the cookies of both sites.
 */
final class KeycloakLogin {
  /** The site, with or without a port. */
  private static final String SITE = "https://" + GatewayDemo.SITE;

  private static final Pattern ACTION = Pattern.compile("(?i)action=\"([^\"]+)\"");
  private static final Pattern FIELD =
      Pattern.compile("(?i)name=\"(SAMLResponse|RelayState)\" value=\"([^\"]*)\"");

  private final Http client;
  private final Keycloak keycloak;
  private final UnaryOperator<String> assertionChange;
  private final Map<String, String> atTheGateway = new LinkedHashMap<>();
  private final Map<String, String> atTheProvider = new LinkedHashMap<>();
  private String arrivedAt = "";

  /** Starts without cookies, with a client of the gateway. */
  KeycloakLogin(Http client, Keycloak keycloak) {
    this(client, keycloak, UnaryOperator.identity());
  }

  /**
   * The same for a person who changes the provider's SAML response.
   *
   * @param assertionChange gets and returns the response in Base64
   */
  KeycloakLogin(Http client, Keycloak keycloak, UnaryOperator<String> assertionChange) {
    this.client = client;
    this.keycloak = keycloak;
    this.assertionChange = assertionChange;
  }

  /**
   * Logs a person in, from a page that leads to the provider.
   *
   * @return the client with the cookie of the gateway's session
   */
  Http through(String path, String person) {
    assertArrived(send(path, person));
    return client();
  }

  /** The address to which the gateway led after the last login. */
  String arrivedAt() {
    return arrivedAt;
  }

  /** Logs in by the session at the provider, without a password. */
  Http silently(String path) {
    assertArrived(followed(open(path)));
    return client();
  }

  /** Logs a person in, and returns the gateway's answer to the provider's response. */
  Answer send(String path, String person) {
    Answer page = followed(open(path));
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    Map<String, String> form = Map.of("username", person, "password", Keycloak.password(person));
    return followed(post(action(page), form));
  }

  /** The page that the provider shows to a person who opens a path of the gateway. */
  String pageOfTheProvider(String path) {
    return followed(open(path)).body();
  }

  private static void assertArrived(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isIn(302, 303);
  }

  private Answer open(String path) {
    // mod_auth_openidc answers 401 where the client does not accept a page.
    Answer answer = client().header("Accept", "text/html").get(path);
    remember(answer, atTheGateway);
    return answer;
  }

  private Http client() {
    Map<String, String> cookies = new LinkedHashMap<>(atTheGateway);
    cookies.keySet().removeIf(name -> name.contains("_state_") && cookies.size() > 1);
    return with(client, cookies);
  }

  /** Follows redirects until one leads to the application, or an answer leads nowhere. */
  private Answer followed(Answer first) {
    Answer answer = first;
    for (int steps = 0; steps < 10; steps++) {
      String target = answer.header("location").orElse("");
      if (answer.body().contains("SAMLResponse")) {
        answer = post(action(answer), assertion(answer));
      } else if (target.isEmpty()) {
        return answer;
      } else if (!isOfTheGateway(target) && !target.startsWith(keycloak.site())) {
        arrivedAt = target;
        return answer;
      } else {
        answer = get(target);
      }
    }
    throw new AssertionError("no end of redirects");
  }

  private Map<String, String> assertion(Answer page) {
    Map<String, String> fields = new HashMap<>();
    Matcher field = FIELD.matcher(page.body());
    while (field.find()) {
      fields.put(field.group(1), field.group(2).replace("&amp;", "&"));
    }
    fields.computeIfPresent("SAMLResponse", (name, value) -> assertionChange.apply(value));
    return fields;
  }

  private static String action(Answer page) {
    Matcher form = ACTION.matcher(page.body());
    assertThat(form.find()).as(page.body()).isTrue();
    return form.group(1).replace("&amp;", "&");
  }

  private Answer get(String address) {
    return send(address, "GET", Map.of());
  }

  private Answer post(String address, Map<String, String> form) {
    return send(address, "POST", form);
  }

  private Answer send(String address, String method, Map<String, String> form) {
    boolean gateway = isAtTheGateway(address);
    Map<String, String> cookies = gateway ? atTheGateway : atTheProvider;
    Http sender = with(gateway ? client : keycloak.http(), cookies);
    if (!form.isEmpty()) {
      sender = sender.header("Content-Type", "application/x-www-form-urlencoded");
    }
    Answer answer = sender.send(method, target(address), Keycloak.encoded(form));
    remember(answer, cookies);
    return answer;
  }

  private static boolean isAtTheGateway(String address) {
    return address.startsWith("/") || address.startsWith(SITE);
  }

  /** Whether the gateway answers itself, in place of the application. */
  private static boolean isOfTheGateway(String address) {
    return isAtTheGateway(address)
        && (target(address).startsWith("/gateway/") || target(address).startsWith("/oauth2/"));
  }

  private static String target(String address) {
    URI uri = URI.create(address);
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static void remember(Answer answer, Map<String, String> cookies) {
    for (String line : answer.headers().getOrDefault("set-cookie", List.of())) {
      String[] cookie = line.split(";", 2)[0].split("=", 2);
      cookies.put(cookie[0], cookie[1]);
    }
  }

  private static Http with(Http client, Map<String, String> cookies) {
    if (cookies.isEmpty()) {
      return client;
    }
    return client.header(
        "Cookie",
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; ")));
  }
}
