// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatepass.it.Http.Answer;

/** A person's way through the login page of a provider, as a browser goes it. */
final class OpenIdLogin {
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

  private final Map<String, String> atTheGateway = new LinkedHashMap<>();
  private final Map<String, String> atTheProvider = new LinkedHashMap<>();

  private OpenIdLogin() {}

  /**
   * Logs a person in, from a page that leads to the provider.
   *
   * @param client a client of the gateway
   * @return the same with the cookie of the gateway's session
   */
  static Http through(Http client, String path, Keycloak keycloak, String person) {
    OpenIdLogin login = new OpenIdLogin();
    // mod_auth_openidc answers 401 where the client does not accept a page.
    Answer away = client.header("Accept", "text/html").get(path);
    assertThat(away.status()).isEqualTo(302);
    remember(away, login.atTheGateway);
    Answer page = keycloak.http().get(target(away));
    assertThat(page.status()).isEqualTo(200);
    remember(page, login.atTheProvider);
    Matcher form = ACTION.matcher(page.body());
    assertThat(form.find()).as(page.body()).isTrue();
    Answer back =
        with(keycloak.http(), login.atTheProvider)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send(
                "POST",
                target(form.group(1).replace("&amp;", "&")),
                Keycloak.encoded(
                    Map.of("username", person, "password", Keycloak.password(person))));
    assertThat(back.status()).as(back.body()).isEqualTo(302);
    Answer arrived = with(client, login.atTheGateway).get(target(back));
    assertThat(arrived.status()).as(arrived.body()).isEqualTo(302);
    remember(arrived, login.atTheGateway);
    login.atTheGateway.keySet().removeIf(name -> name.contains("_state_"));
    return with(client, login.atTheGateway);
  }

  private static String target(Answer answer) {
    return target(answer.header("location").orElseThrow());
  }

  private static String target(String address) {
    URI uri = URI.create(address);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static void remember(Answer answer, Map<String, String> cookies) {
    for (String line : answer.headers().getOrDefault("set-cookie", List.of())) {
      String[] cookie = line.split(";", 2)[0].split("=", 2);
      cookies.put(cookie[0], cookie[1]);
    }
  }

  private static Http with(Http client, Map<String, String> cookies) {
    return client.header(
        "Cookie",
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; ")));
  }
}
