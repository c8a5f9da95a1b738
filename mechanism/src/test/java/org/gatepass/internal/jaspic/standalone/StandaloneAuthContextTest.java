// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserCredential;
import org.gatepass.internal.flow.AuthenticationFlow;
import org.gatepass.internal.flow.FakeRequest;
import org.gatepass.internal.flow.SecurityEvents;
import org.gatepass.internal.servlet.RequestReceiver;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The only integration, as containers without Jakarta Security go through it. */
class StandaloneAuthContextTest {
  private static final String MANDATORY = "jakarta.security.auth.message.MessagePolicy.isMandatory";

  @RemoteUserAuthenticationMechanismDefinition(trustedProxies = "10.1.2.3")
  private static final class Security {}

  /** What the container's own message may have, and Jetty's has. */
  public interface Completion {
    /** The answer is complete. */
    void succeeded();
  }

  private record Message(
      HttpServletRequest request,
      HttpServletResponse response,
      Map<String, Object> map,
      Completion completion)
      implements MessageInfo {
    @Override
    public Object getRequestMessage() {
      return request;
    }

    @Override
    public Object getResponseMessage() {
      return response;
    }

    @Override
    public void setRequestMessage(Object request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setResponseMessage(Object response) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> getMap() {
      return map;
    }
  }

  private final FakeRequest fake = new FakeRequest();
  private DispatcherType dispatch = DispatcherType.REQUEST;
  private final HttpServletRequest request =
      new HttpServletRequestWrapper(fake) {
        @Override
        public DispatcherType getDispatcherType() {
          return dispatch;
        }
      };
  private final List<Callback> told = new ArrayList<>();
  private final Map<String, Object> written = new HashMap<>();
  private final StandaloneIntegration integration =
      new StandaloneIntegration(new RequestReceiver(this::flow));
  private int decisions;

  private AuthStatus ask(Map<String, Object> map) throws AuthException {
    return new StandaloneAuthContext(integration, callbacks -> told.addAll(List.of(callbacks)))
        .validateRequest(new Message(request, response(), map, () -> {}), new Subject(), null);
  }

  private AuthenticationFlow flow() {
    return new AuthenticationFlow(
        SettingsReader.atDeployment(
                Security.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
            .atStart(name -> Optional.empty()),
        new IdentityStoreHandler() {
          @Override
          public CredentialValidationResult validate(Credential credential) {
            decisions++;
            return credential instanceof RemoteUserCredential header
                    && header.callerName().equals("alice")
                ? new CredentialValidationResult("alice", Set.of())
                : INVALID_RESULT;
          }
        },
        name -> name,
        new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
        new SecurityEvents(event -> {}, InstantSource.system()),
        InstantSource.system());
  }

  private HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            HttpServletResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getWriter" -> new PrintWriter(new StringWriter());
                  case "setHeader" -> written.put((String) arguments[0], arguments[1]);
                  default -> written.put(method.getName(), arguments[0]);
                });
  }

  @Test
  void passesACallerAndAnEmptySetOfGroups() throws AuthException {
    fake.header("remote-user", "alice");

    assertThat(ask(Map.of(MANDATORY, "true"))).isSameAs(AuthStatus.SUCCESS);
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).isInstanceOf(CallerPrincipalCallback.class);
    assertThat(told.get(1))
        .isInstanceOfSatisfying(
            GroupPrincipalCallback.class, groups -> assertThat(groups.getGroups()).isEmpty());
  }

  @Test
  void decidesOnceHoweverOftenTheContainerAsks() throws AuthException {
    fake.header("remote-user", "alice");
    ask(Map.of());
    ask(Map.of());

    assertThat(ask(Map.of(MANDATORY, "true"))).isSameAs(AuthStatus.SUCCESS);
    assertThat(told).hasSize(6);
    assertThat(decisions).isEqualTo(1);
  }

  @Test
  void passesNoCallerForAnAnonymousRequestWhereACallerIsOptional() throws AuthException {
    assertThat(ask(Map.of(MANDATORY, "false"))).isSameAs(AuthStatus.SUCCESS);
    assertThat(told).isEmpty();
    assertThat(written).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bob"})
  void needsACallerWhereTheContainerDoesNotSay(String name) throws AuthException {
    fake.header("remote-user", name);

    assertThat(ask(Map.of())).isSameAs(AuthStatus.SEND_FAILURE);
    assertThat(told).isEmpty();
    assertThat(written).containsEntry("setStatus", name.isEmpty() ? 401 : 403);
    assertThat(request.getAttribute("org.gatepass.ended")).isNotNull();
  }

  @Test
  void answersAnApplicationThatDemandsACaller() throws AuthException {
    ask(Map.of(MANDATORY, "false"));

    assertThat(ask(Map.of(MANDATORY, "true"))).isSameAs(AuthStatus.SEND_FAILURE);
    assertThat(written).containsEntry("setStatus", 401);
    assertThat(request.getAttribute("org.gatepass.ended")).isNull();
  }

  @Test
  void leavesAnErrorBeforeAnyDecisionAnonymous() throws AuthException {
    fake.header("remote-user", "alice");
    dispatch = DispatcherType.ERROR;

    assertThat(ask(Map.of())).isSameAs(AuthStatus.SUCCESS);
    assertThat(told).isEmpty();
    assertThat(decisions).isZero();
  }

  @Test
  void rejectsTraceOfEachCaller() throws AuthException {
    fake.method("TRACE").header("remote-user", "alice");

    assertThat(ask(Map.of(MANDATORY, "false"))).isSameAs(AuthStatus.SEND_FAILURE);
    assertThat(written).containsEntry("setStatus", 405);
    assertThat(told).isEmpty();
  }

  /** As in a container that keeps a request open until its callback is completed. */
  public static final class OpenMessage implements MessageInfo {
    private final Message message;

    OpenMessage(Message message) {
      this.message = message;
    }

    /** Jetty's name for it. */
    public Completion getCallback() {
      return message.completion();
    }

    @Override
    public Object getRequestMessage() {
      return message.request();
    }

    @Override
    public Object getResponseMessage() {
      return message.response();
    }

    @Override
    public void setRequestMessage(Object request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setResponseMessage(Object response) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> getMap() {
      return message.map();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice"})
  void completesAMessageThatItHasAnsweredAndNoOther(String name) throws AuthException {
    fake.header("remote-user", name);
    AtomicInteger completed = new AtomicInteger();

    new StandaloneAuthContext(integration, callbacks -> told.addAll(List.of(callbacks)))
        .validateRequest(
            new OpenMessage(new Message(request, response(), Map.of(), completed::incrementAndGet)),
            new Subject(),
            null);

    assertThat(completed).hasValue(name.isEmpty() ? 1 : 0);
  }
}
