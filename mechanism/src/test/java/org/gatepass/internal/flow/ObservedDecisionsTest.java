// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.logging.Level;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Fallback;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserCredential;
import org.gatepass.internal.LoggedLines;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.password.RejectedResult;
import org.gatepass.spi.DecisionObserver;
import org.gatepass.spi.DecisionObserver.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions as their observers see them. */
class ObservedDecisionsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      clientIpHeader = "x-forwarded-for",
      fallback = Fallback.FORM,
      openPaths = "/health")
  private static final class Security {}

  /** The values of a decision, which is valid only during the call. */
  private record Seen(
      boolean login,
      Outcome outcome,
      @Nullable AuthenticatedBy by,
      @Nullable Rejection rejection,
      @Nullable String callerName,
      String peerAddress,
      String clientAddress) {

    static Seen of(DecisionObserver.Decision decision) {
      assertThat(decision.durationNanos()).isNotNegative();
      return new Seen(
          decision.isLogin(),
          decision.outcome(),
          decision.authenticatedBy().orElse(null),
          decision.rejection().orElse(null),
          decision.callerName().orElse(null),
          decision.peerAddress(),
          decision.clientAddress());
    }
  }

  private final List<Seen> seen = new ArrayList<>();
  private String nameInStore = "alice";

  @RegisterExtension final LoggedLines log = new LoggedLines(SecurityEvents.class, Level.INFO);

  private Runnable onValidate = () -> {};

  private CredentialValidationResult validate(Credential credential) {
    onValidate.run();
    if (credential instanceof RemoteUserCredential header && header.callerName().equals("bob")) {
      header.reject(Rejection.INACTIVE_CALLER);
      return CredentialValidationResult.INVALID_RESULT;
    }
    if (credential instanceof UsernamePasswordCredential password
        && password.compareTo("dora", "temporary")) {
      return new RejectedResult(Rejection.PASSWORD_CHANGE_REQUIRED);
    }
    if (credential instanceof UsernamePasswordCredential password
        && !password.compareTo("dora", "secret")) {
      return CredentialValidationResult.INVALID_RESULT;
    }
    return new CredentialValidationResult(
        credential instanceof UsernamePasswordCredential ? "dora" : nameInStore, Set.of("user"));
  }

  private AuthenticationFlow flow(DecisionObserver... observers) {
    return new AuthenticationFlow(
        SettingsReader.atDeployment(
                Security.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
            .atStart(name -> Optional.empty()),
        this::validate,
        name -> name,
        new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
        new SecurityEvents(event -> {}, () -> NOW, observers),
        () -> NOW);
  }

  private AuthenticationFlow flow() {
    return flow(decision -> seen.add(Seen.of(decision)));
  }

  private static Attempt onPublic(FakeRequest request) {
    return new Attempt(request, false, null);
  }

  private static Attempt onProtected(FakeRequest request) {
    return new Attempt(request, true, null);
  }

  private static Attempt login(FakeRequest request, String password) {
    return new Attempt(request, false, new UsernamePasswordCredential("dora", password));
  }

  private static FakeRequest named(String name) {
    return new FakeRequest().header("remote-user", name).header("x-forwarded-for", "203.0.113.7");
  }

  private static Seen request(
      Outcome outcome,
      @Nullable AuthenticatedBy by,
      @Nullable Rejection rejection,
      @Nullable String callerName) {
    return new Seen(false, outcome, by, rejection, callerName, "10.1.2.3", "203.0.113.7");
  }

  @Test
  void haveTheNameOfAnAuthenticatedCallerFromTheStore() {
    flow().decide(onProtected(named("Alice")));

    assertThat(seen)
        .containsExactly(request(Outcome.AUTHENTICATED, AuthenticatedBy.HEADER, null, "alice"));
  }

  @Test
  void haveNoNameThatBreaksARuleForNames() {
    nameInStore = "alice\u202e";

    flow().decide(onProtected(named("alice")));

    assertThat(seen)
        .containsExactly(request(Outcome.AUTHENTICATED, AuthenticatedBy.HEADER, null, null));
  }

  @Test
  void haveTheCodeOfAnIgnoredHeaderAndNotItsName() {
    flow().decide(onPublic(named("alice").from("198.51.100.9")));

    assertThat(seen)
        .containsExactly(
            new Seen(
                false,
                Outcome.ANONYMOUS,
                null,
                Rejection.UNTRUSTED_PEER,
                null,
                "198.51.100.9",
                "198.51.100.9"));
  }

  @Test
  void haveNoCodeForARequestWithoutAnIdentity() {
    flow().decide(onPublic(new FakeRequest().header("x-forwarded-for", "203.0.113.7")));

    assertThat(seen).containsExactly(request(Outcome.ANONYMOUS, null, null, null));
  }

  @Test
  void includeChallenges() {
    flow().decide(onProtected(new FakeRequest().header("x-forwarded-for", "203.0.113.7")));

    assertThat(seen).containsExactly(request(Outcome.CHALLENGED, null, null, null));
  }

  @Test
  void haveTheCodeOfARejectedRequest() {
    flow().decide(onPublic(named("alice").header("remote-user", "bob")));

    assertThat(seen)
        .containsExactly(request(Outcome.REJECTED, null, Rejection.REPEATED_HEADER, null));
  }

  @Test
  void haveTheNameOfACallerWhomTheStoreRejects() {
    flow().decide(onProtected(named("bob")));

    assertThat(seen)
        .containsExactly(request(Outcome.REJECTED, null, Rejection.INACTIVE_CALLER, "bob"));
  }

  @Test
  void areOneForEachRequestThoughTheServerCallsTwice() {
    FakeRequest request = named("alice");
    AuthenticationFlow flow = flow();

    flow.decide(onPublic(request));
    flow.decide(onProtected(request));

    assertThat(seen).hasSize(1);
  }

  @Test
  void includeARequestWhosePeerHasSetTheMarkToAText() {
    FakeRequest request = named("alice");
    request.setAttribute("org.gatepass.observed", "true");

    flow().decide(onPublic(request));

    assertThat(seen).hasSize(1);
  }

  @Test
  void areTwoForTwoRequests() {
    AuthenticationFlow flow = flow();

    flow.decide(onPublic(named("alice")));
    flow.decide(onPublic(named("alice")));

    assertThat(seen).hasSize(2);
  }

  @Test
  void includeALoginAfterTheDecisionAboutItsRequest() {
    FakeRequest request = new FakeRequest();
    AuthenticationFlow flow = flow();

    flow.decide(onPublic(request));
    flow.decide(login(request, "secret"));

    assertThat(seen)
        .containsExactly(
            new Seen(false, Outcome.ANONYMOUS, null, null, null, "10.1.2.3", "10.1.2.3"),
            new Seen(
                true,
                Outcome.AUTHENTICATED,
                AuthenticatedBy.PASSWORD,
                null,
                "dora",
                "10.1.2.3",
                "10.1.2.3"));
  }

  @Test
  void haveNoTypedNameOfAFailedLogin() {
    flow().decide(login(new FakeRequest(), "wrong"));

    assertThat(seen)
        .containsExactly(
            new Seen(
                true,
                Outcome.REJECTED,
                null,
                Rejection.WRONG_PASSWORD,
                null,
                "10.1.2.3",
                "10.1.2.3"));
  }

  /** The name is that of an account here, but the login has failed as others do. */
  @Test
  void haveNoTypedNameWhereThePasswordMustBeChanged() {
    flow().decide(login(new FakeRequest(), "temporary"));

    assertThat(seen)
        .containsExactly(
            new Seen(
                true,
                Outcome.REJECTED,
                null,
                Rejection.PASSWORD_CHANGE_REQUIRED,
                null,
                "10.1.2.3",
                "10.1.2.3"));
  }

  @Test
  void areOneForALoginThatWasCheckedBefore() {
    FakeRequest request = new FakeRequest();
    AuthenticationFlow flow = flow();

    flow.decide(login(request, "secret").asCheck());
    flow.decide(login(request, "secret"));

    assertThat(seen).extracting(Seen::outcome).containsExactly(Outcome.AUTHENTICATED);
  }

  @Test
  void includeACheckThatFails() {
    flow().decide(login(new FakeRequest(), "wrong").asCheck());

    assertThat(seen).extracting(Seen::rejection).containsExactly(Rejection.WRONG_PASSWORD);
  }

  /** The times of the stores and of the assertions of decisions. */
  private final List<OptionalLong> storeNanos = new ArrayList<>();

  private final List<OptionalLong> assertionNanos = new ArrayList<>();

  private AuthenticationFlow timed() {
    return flow(
        decision -> {
          storeNanos.add(decision.storeNanos());
          assertionNanos.add(decision.assertionNanos());
          decision
              .storeNanos()
              .ifPresent(nanos -> assertThat(nanos).isLessThanOrEqualTo(decision.durationNanos()));
        });
  }

  private static void wait20Milliseconds() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void haveTheTimeOfTheStores() {
    onValidate = ObservedDecisionsTest::wait20Milliseconds;

    timed().decide(onProtected(named("alice")));

    assertThat(storeNanos)
        .singleElement()
        .satisfies(time -> assertThat(time.orElseThrow()).isGreaterThan(19_000_000));
  }

  @Test
  void haveTheTimeOfAStoreThatFails() {
    onValidate =
        () -> {
          wait20Milliseconds();
          throw new IllegalStateException("down");
        };

    timed().decide(onProtected(named("alice")));

    assertThat(storeNanos)
        .singleElement()
        .satisfies(time -> assertThat(time.orElseThrow()).isGreaterThan(19_000_000));
  }

  @Test
  void haveTheTimeOfThePasswordCheck() {
    onValidate = ObservedDecisionsTest::wait20Milliseconds;

    timed().decide(login(new FakeRequest(), "secret"));

    assertThat(storeNanos)
        .singleElement()
        .satisfies(time -> assertThat(time.orElseThrow()).isGreaterThan(19_000_000));
  }

  @Test
  void haveNoTimeOfStoresOrAssertionsThatWereNotCalled() {
    timed().decide(onPublic(new FakeRequest()));
    timed().decide(onProtected(named("alice")));

    assertThat(storeNanos.get(0)).isEmpty();
    assertThat(storeNanos.get(1)).isNotEmpty();
    assertThat(assertionNanos).containsExactly(OptionalLong.empty(), OptionalLong.empty());
  }

  @Test
  void leaveOutOpenPaths() {
    FakeRequest request = named("alice").path("/health", null);
    request.requestUri = "/app/health";

    flow().decide(onPublic(request));

    assertThat(seen).isEmpty();
  }

  @Test
  void reachTheOtherObserversWhenOneFails() {
    AuthenticationFlow flow =
        flow(
            decision -> {
              throw new IllegalStateException("no space left for alice");
            },
            decision -> seen.add(Seen.of(decision)));

    assertThat(flow.decide(onPublic(named("alice")))).isInstanceOf(Authenticated.class);
    assertThat(flow.decide(onPublic(named("alice")))).isInstanceOf(Authenticated.class);

    assertThat(seen).hasSize(2);
    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith("The observer of decisions ")
        .contains("IllegalStateException")
        .doesNotContain("alice");
  }

  static List<Error> errors() {
    return List.of(
        new NoClassDefFoundError("x"), new AssertionError("x"), new StackOverflowError("x"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void affectNoRequestIfAnObserverEndsInAnError(Error error) {
    AuthenticationFlow flow =
        flow(
            decision -> {
              throw error;
            });

    assertThat(flow.decide(onPublic(named("alice")))).isInstanceOf(Authenticated.class);
  }

  @Test
  void reachTheOtherObserversWhenTheStateOfOneFails() {
    AuthenticationFlow flow =
        flow(
            new DecisionObserver() {
              @Override
              public boolean isActive() {
                throw new IllegalStateException("broken");
              }

              @Override
              public void decided(Decision decision) {
                throw new AssertionError("not active");
              }
            },
            decision -> seen.add(Seen.of(decision)));

    assertThat(flow.decide(onPublic(named("alice")))).isInstanceOf(Authenticated.class);

    assertThat(seen).hasSize(1);
  }

  @Test
  void areMadeOnlyWhileAnObserverIsActive() {
    boolean[] active = {false};
    AuthenticationFlow flow =
        flow(
            new DecisionObserver() {
              @Override
              public boolean isActive() {
                return active[0];
              }

              @Override
              public void decided(Decision decision) {
                seen.add(Seen.of(decision));
              }
            });
    FakeRequest request = named("alice");
    flow.decide(onPublic(request));
    assertThat(seen).isEmpty();

    active[0] = true;
    flow.decide(onPublic(request));

    assertThat(seen).hasSize(1);
  }

  @Test
  void leaveNoMarkInARequestWithoutAnObserver() {
    FakeRequest request = named("alice");

    flow(new DecisionObserver[0]).decide(onPublic(request));

    assertThat(request.getAttribute("org.gatepass.observed")).isNull();
  }
}
