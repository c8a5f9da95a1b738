// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
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
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
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

/** The second integration, as a container goes through it. */
class RemoteUserAuthProviderTest {
  private static final String MANDATORY = "jakarta.security.auth.message.MessagePolicy.isMandatory";

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      fallback = Fallback.FORM)
  private static final class Security {}

  private final FakeRequest request = new FakeRequest();
  private final Subject client = new Subject();
  private final List<Callback> told = new ArrayList<>();
  private final Map<String, Object> written = new HashMap<>();
  private final StringWriter body = new StringWriter();
  private final List<String> handedOn = new ArrayList<>();
  private Set<String> groups = Set.of("user");
  private boolean flowIsThere = true;
  private boolean takesCallers = true;

  private AuthStatus ask(boolean mandatory) throws AuthException {
    ServerAuthConfig config =
        RemoteUserAuthProvider.before(former(), new RequestReceiver(this::flow))
            .getServerAuthConfig("HttpServlet", "server /app", this::tell);
    MessageInfo message = message(mandatory ? Map.of(MANDATORY, "true") : Map.of());
    return config
        .getAuthContext(config.getAuthContextID(message), null, Map.of())
        .validateRequest(message, client, null);
  }

  private AuthenticationFlow flow() {
    if (!flowIsThere) {
      throw new IllegalStateException("no stores yet");
    }
    return new AuthenticationFlow(
        SettingsReader.atDeployment(
                Security.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
            .atStart(name -> Optional.empty()),
        new IdentityStoreHandler() {
          @Override
          public CredentialValidationResult validate(Credential credential) {
            return credential instanceof RemoteUserCredential header
                    && header.callerName().equals("alice")
                ? new CredentialValidationResult("alice", groups)
                : INVALID_RESULT;
          }
        },
        name -> name,
        new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
        new SecurityEvents(event -> {}, InstantSource.system()),
        InstantSource.system());
  }

  private void tell(Callback... callbacks) throws UnsupportedCallbackException {
    if (!takesCallers) {
      throw new UnsupportedCallbackException(callbacks[0]);
    }
    told.addAll(List.of(callbacks));
  }

  private MessageInfo message(Map<String, Object> map) {
    return fake(
        MessageInfo.class,
        Map.of("getRequestMessage", request, "getResponseMessage", response(), "getMap", map));
  }

  private HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            HttpServletResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getWriter" -> new PrintWriter(body);
                  case "setHeader" -> written.put((String) arguments[0], arguments[1]);
                  default -> written.put(method.getName(), arguments[0]);
                });
  }

  /** The former provider; it records its calls. */
  private AuthConfigProvider former() {
    ServerAuthContext context =
        (message, subject, service) -> {
          handedOn.add("context");
          return AuthStatus.SEND_FAILURE;
        };
    return fake(
        AuthConfigProvider.class,
        Map.of(
            "getServerAuthConfig",
            fake(
                ServerAuthConfig.class,
                Map.of("getAuthContextID", "id", "getAuthContext", context))));
  }

  private static <T> T fake(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answers.get(method.getName());
              if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
              }
              return answer;
            }));
  }

  private FakeRequest named(String name) {
    return request.header("remote-user", name);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void passesTheCallerWithTheGroupsToTheContainer(boolean mandatory) throws AuthException {
    named("alice");

    assertThat(ask(mandatory)).isSameAs(AuthStatus.SUCCESS);
    assertThat(told).hasSize(2);
    assertThat(told.get(0))
        .isInstanceOfSatisfying(
            CallerPrincipalCallback.class,
            caller -> {
              assertThat(caller.getSubject()).isSameAs(client);
              assertThat(caller.getPrincipal())
                  .isInstanceOf(RemoteUserPrincipal.class)
                  .extracting("name")
                  .isEqualTo("alice");
            });
    assertThat(told.get(1))
        .isInstanceOfSatisfying(
            GroupPrincipalCallback.class,
            groups -> assertThat(groups.getGroups()).containsExactly("user"));
    assertThat(written).containsOnly(Map.entry("Cache-Control", "private, no-store"));
  }

  @Test
  void passesACallerWithoutGroups() throws AuthException {
    named("alice");
    groups = Set.of();

    assertThat(ask(true)).isSameAs(AuthStatus.SUCCESS);
    assertThat(told).singleElement().isInstanceOf(CallerPrincipalCallback.class);
  }

  @Test
  void passesAnonymousRequestsOnWhereACallerIsOptional() throws AuthException {
    assertThat(ask(false)).isSameAs(AuthStatus.SUCCESS);
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            CallerPrincipalCallback.class,
            anonymous -> {
              assertThat(anonymous.getPrincipal()).isNull();
              assertThat(anonymous.getName()).isNull();
            });
    assertThat(written).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bob"})
  void rejectsAnonymousRequestsWhereACallerIsRequired(String name) throws AuthException {
    named(name);

    assertThat(ask(true)).isSameAs(AuthStatus.SEND_FAILURE);
    assertThat(told).isEmpty();
    assertThat(written).containsEntry("setStatus", name.isEmpty() ? 401 : 403);
    assertThat(request.getAttribute("org.gatepass.ended")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsAMalformedRequestForEachResource(boolean mandatory) throws AuthException {
    named("alice").header("remote-user", "carol");

    assertThat(ask(mandatory)).isSameAs(AuthStatus.SEND_FAILURE);
    assertThat(told).isEmpty();
    assertThat(written).containsEntry("setStatus", 400);
    assertThat(body).hasToString("400 Bad Request" + System.lineSeparator());
    assertThat(request.getAttribute("org.gatepass.ended")).isNotNull();
  }

  @Test
  void sendsPeopleToTheLoginPageAsTheMiddleOfALogin() throws AuthException {
    request.header("Accept", "text/html");

    assertThat(ask(true)).isSameAs(AuthStatus.SEND_CONTINUE);
    assertThat(written).containsEntry("setStatus", 303);
  }

  @Test
  void passesOnTheCallsOfTheApplicationAfterTheContainers() throws AuthException {
    named("alice");
    ask(false);
    assertThat(handedOn).isEmpty();

    assertThat(ask(true)).isSameAs(AuthStatus.SEND_FAILURE);
    assertThat(handedOn).containsExactly("context");
    assertThat(told).hasSize(2);
  }

  @Test
  void rejectsEachRequestWhenItCannotDecide() {
    named("alice");
    flowIsThere = false;

    assertThatThrownBy(() -> ask(false))
        .isInstanceOf(AuthException.class)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("alice");
    assertThat(told).isEmpty();
  }

  @Test
  void rejectsACallerThatTheContainerDoesNotAccept() {
    named("alice");
    takesCallers = false;

    assertThatThrownBy(() -> ask(false))
        .isInstanceOf(AuthException.class)
        .hasMessageNotContaining("alice");
  }

  @Test
  void isNoClient() {
    AuthConfigProvider provider =
        RemoteUserAuthProvider.before(former(), new RequestReceiver(this::flow));

    assertThatThrownBy(() -> provider.getClientAuthConfig("HttpServlet", "server /app", this::tell))
        .isInstanceOf(AuthException.class);
  }
}
