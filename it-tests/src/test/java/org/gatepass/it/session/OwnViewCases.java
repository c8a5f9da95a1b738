// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.it.app.owned.ViewNote;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A view of Jakarta Faces belongs to one caller, like the session that holds it. */
interface OwnViewCases {
  Pattern VIEW = Pattern.compile("name=\"jakarta\\.faces\\.ViewState\"[^>]*value=\"([^\"]*)\"");

  /** A client of the application, from the trusted address. */
  Http http();

  /** The application. */
  static WebArchive war(String name, Class<?> security) throws IOException {
    return Wars.mechanismAlone(
            name, security, MemoryStore.class, MemoryStore.Account.class, ViewNote.class)
        .addAsWebResource(new StringAsset(page()), "view.xhtml")
        .setWebXML("owned-faces-web.xml");
  }

  /** Faces 4.1 has dropped the namespace of Faces 3.0 for its components. */
  private static String page() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("it.resources"), "owned-view.xhtml"));
    return Difference.NO_FACES_4.isHere()
        ? page.replace("jakarta.faces.html", "http://xmlns.jcp.org/jsf/html")
        : page;
  }

  /** A view of alice with a note in it. */
  final class AView {
    private final Http http;
    private final String cookie;
    private final String state;

    AView(Http http) {
      this.http = http;
      Answer page = http.header("remote-user", "alice").get("/view.xhtml");
      assertThat(page.status()).as(page.body()).isEqualTo(200);
      cookie = page.lastSessionCookie().orElseThrow();
      Matcher view = VIEW.matcher(page.body());
      assertThat(view.find()).as(page.body()).isTrue();
      state = view.group(1);
      assertThat(send(by("alice"), "&form%3Atext=secret").body()).contains("note=secret;");
    }

    Http by(String caller) {
      return http.header("Cookie", cookie).header("remote-user", caller);
    }

    Http from(String peer) {
      return http.from(peer).header("Cookie", cookie);
    }

    Answer send(Http client, String more) {
      return client
          .header("Content-Type", "application/x-www-form-urlencoded")
          .send(
              "POST",
              "/view.xhtml",
              "form=form&form_SUBMIT=1&form%3Ago=Go&jakarta.faces.ViewState="
                  + URLEncoder.encode(state, StandardCharsets.UTF_8)
                  + more);
    }
  }

  @Test
  default void goesOnForItsCaller() {
    AView view = new AView(http());

    assertThat(view.send(view.by("alice"), "").body()).contains("note=secret;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"carol", "bob", "mallory"})
  default void isLostForOtherCallersOfTheProxy(String caller) {
    AView view = new AView(http());

    assertThat(view.send(view.by(caller), "").body()).doesNotContain("secret");
  }

  @Test
  default void isLostForAnUntrustedPeer() {
    AView view = new AView(http());

    assertThat(view.send(view.from(Http.UNTRUSTED), "").body()).doesNotContain("secret");
  }
}
