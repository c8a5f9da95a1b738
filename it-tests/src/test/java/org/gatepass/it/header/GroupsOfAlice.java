// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.header;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URL;
import java.util.List;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.app.servlets.WhoAmIServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Returns the groups of alice, who has the group user in the application's store. */
abstract class GroupsOfAlice {
  static final String DN = "cn=ops, ou=groups,dc=example";

  @ArquillianResource URL base;

  static WebArchive war(Class<?> security) {
    return Wars.mechanismAlone(
        "groups.war", security, MemoryStore.class, MemoryStore.Account.class, WhoAmIServlet.class);
  }

  final Http alice() {
    return Http.to(base, "/groups").header("remote-user", "alice");
  }

  static JsonObject whoAmI(Http client) {
    Answer answer = client.get("/api/whoami");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo("alice");
    return answer.json();
  }

  static List<String> groups(Http client) {
    return groups(whoAmI(client));
  }

  static List<String> groups(JsonObject caller) {
    return caller.getJsonArray("groups").getValuesAs(JsonString::getString);
  }
}
