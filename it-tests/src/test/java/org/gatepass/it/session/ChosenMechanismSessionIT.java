// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.gatepass.it.app.choice.FromProxy;
import org.gatepass.it.app.chosen.ChosenSecurity;
import org.gatepass.it.app.chosen.StepsServlet;
import org.gatepass.it.app.chosen.TicketHandler;
import org.gatepass.it.app.chosen.TicketMechanism;
import org.gatepass.it.app.owned.InjectedSession;
import org.gatepass.it.app.owned.Note;
import org.gatepass.it.app.owned.ProtectedSessionServlet;
import org.gatepass.it.app.owned.SessionServlet;
import org.gatepass.it.app.owned.Talk;
import org.gatepass.it.app.server.DispatchingThread;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session belongs to one caller also where a handler of the application chooses another mechanism
 * than Gatepass's. A missing note reads "-".
 */
@ArquillianTest
@EnabledIfSystemProperty(
    named = "server.ee",
    matches = "11",
    disabledReason = "Handlers of mechanisms came with Jakarta EE 11.")
class ChosenMechanismSessionIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone(
            "chosen.war",
            ChosenSecurity.class,
            TicketHandler.class,
            TicketMechanism.class,
            TicketMechanism.ByTicket.class,
            FromProxy.class,
            StepsServlet.class,
            MemoryStore.class,
            MemoryStore.Account.class,
            SessionServlet.class,
            ProtectedSessionServlet.class,
            Note.class,
            Talk.class,
            InjectedSession.class,
            DispatchingThread.class)
        .setWebXML("owned-web.xml");
  }

  private Http http() {
    return Http.to(base, "/chosen");
  }

  /** A client for which the handler chooses the other mechanism. */
  private Http machine() {
    return http().header("x-machine", "yes");
  }

  private static Http with(Http client, String cookie) {
    return client.header("Cookie", cookie);
  }

  private static void assertSees(Http client, String path, String caller, String note) {
    Answer answer = client.get(path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("x-caller")).contains(caller);
    assertThat(answer.body()).isEqualTo(note);
  }

  private static String steps(String steps) {
    return "/steps?steps=" + steps.replace("+", "%2B").replace("?", "%3F");
  }

  private static String cookieAfter(Http client, String steps, String caller) {
    Answer answer = client.get(steps(steps));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("x-caller")).contains(caller);
    return answer.lastSessionCookie().orElseThrow();
  }

  private void assertIsDorasAlone(String cookie, String note) {
    assertSees(with(machine(), cookie), steps("+dora,?"), "dora", note + "," + note);
    assertSees(with(machine(), cookie), "/session/read", "anonymous", "-,-");
  }

  private void assertShowsNoOtherCaller(String cookie) {
    assertSees(
        with(http().header("remote-user", "carol"), cookie), "/session/read", "carol", "-,-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+dora,m1", "~dora,m1"})
  void assignsTheSessionToTheCallerOfTheOtherMechanism(String login) {
    assertIsDorasAlone(cookieAfter(machine(), login, "dora"), "m1");
    assertShowsNoOtherCaller(cookieAfter(machine(), login, "dora"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+dora,?", "~dora,?"})
  void keepsTheSessionOfAnonymousRequestsAtALogin(String login) {
    String basket = cookieAfter(machine(), "m2", "anonymous");

    Answer entered = with(machine(), basket).get(steps(login));

    assertThat(entered.body()).isEqualTo("m2,m2");
    String doras = entered.lastSessionCookie().orElseThrow();
    assertThat(doras).isNotEqualTo(basket);
    assertShowsNoOtherCaller(doras);
  }

  @Test
  void startsALoginWithAnEmptySessionAfterAnotherCaller() {
    String alices =
        http()
            .header("remote-user", "alice")
            .get("/session/write?note=m3")
            .lastSessionCookie()
            .orElseThrow();

    assertSees(with(machine(), alices), steps("+dora,?"), "dora", "-,-");
  }

  @Test
  void endsTheSessionAtALogout() {
    Answer left = machine().get(steps("+dora,m4,-,?"));
    assertThat(left.header("x-caller")).contains("anonymous");
    assertThat(left.body()).isEqualTo("-,-");
  }

  @Test
  void startsANewSessionForASecondLoginOfARequest() {
    assertSees(machine(), steps("+dora,m5,-,+admin,?"), "admin", "-,-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/session/start", "/session/start?slow"})
  void keepsTheStateOfARedirect(String path) {
    Answer start = machine().get(path);
    assertThat(start.status()).isEqualTo(302);
    String state = start.lastSessionCookie().orElseThrow();

    Answer callback = with(machine(), state).get("/session/callback");

    assertThat(callback.header("x-caller")).contains("dora");
    assertThat(callback.body()).isEqualTo("state,-");
    String doras = callback.lastSessionCookie().orElseThrow();
    assertThat(doras).isNotEqualTo(state);
    assertSees(with(machine(), doras), "/session/read", "dora", "state,-");
    assertShowsNoOtherCaller(doras);
  }

  /** No servlet and no filter runs for such a request. */
  @Test
  void assignsTheSessionToTheCallerOfAForbiddenPage() {
    String state = machine().get("/session/start").lastSessionCookie().orElseThrow();

    Answer callback = with(machine(), state).get("/protected/callback");

    assertThat(callback.status()).isEqualTo(403);
    String doras = callback.lastSessionCookie().orElse(state);
    assertSees(with(machine(), doras), "/session/read", "dora", "state,-");
    String again = machine().get("/session/start").lastSessionCookie().orElseThrow();
    String lost =
        with(machine(), again).get("/protected/callback").lastSessionCookie().orElse(again);
    assertShowsNoOtherCaller(lost);
  }
}
