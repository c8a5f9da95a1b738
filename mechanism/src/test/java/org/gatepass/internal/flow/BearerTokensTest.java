// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.gatepass.AuthenticatedBy;
import org.gatepass.BearerTokenCredential;
import org.gatepass.CallerLoggedOut;
import org.gatepass.Fallback;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.RequestRejected;
import org.gatepass.internal.LoggedLines;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.Challenge.Bearer;
import org.gatepass.internal.flow.Outcome.Challenge.Login;
import org.gatepass.internal.flow.Outcome.LoginFailed;
import org.gatepass.internal.flow.Outcome.Reject;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.RequestSession;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.internal.store.NamedStore;
import org.gatepass.internal.store.PrioritizedStores;
import org.gatepass.internal.store.RememberedGroups;
import org.gatepass.spi.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {
  @RegisterExtension final LoggedLines log = new LoggedLines(SecurityEvents.class, Level.INFO);

  private static final String OWNER = "org.gatepass.owner";
  private static final String RIGHT = "Bearer robots-token-1";

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      bearerTokens = true,
      staleness = "PT0S")
  private static final class Tokens {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      bearerTokens = true,
      fallback = Fallback.BASIC,
      staleness = "PT1H")
  private static final class CachedAndBasic {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      bearerTokens = true,
      fallback = Fallback.FORM,
      persistent = true,
      staleness = "PT0S")
  private static final class FormAndPersistent {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      bearerTokens = true,
      persistent = true,
      loginPaths = "/sso-login")
  private static final class LoginPaths {}

  @RemoteUserAuthenticationMechanismDefinition(trustedProxies = "10.1.2.3")
  private static final class Off {}

  @RemoteUserAuthenticationMechanismDefinition(enabled = false, bearerTokens = true)
  private static final class WithoutHeaders {}

  private final List<Object> events = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<RememberedCallerCredential> askedElsewhere = new CopyOnWriteArrayList<>();
  private final Map<String, CredentialValidationResult> valid = new HashMap<>();
  private final Set<String> inactive = new HashSet<>();
  private boolean storesDown;
  private Runnable whileTheStoreIsAsked = () -> {};
  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private AuthenticationFlow flow;

  BearerTokensTest() {
    valid.put("robots-token-1", new CredentialValidationResult("robot", Set.of("machine")));
    flow = flow(Tokens.class);
  }

  /** The application's store of tokens. */
  private final IdentityStore tokens =
      new IdentityStore() {
        @Override
        public CredentialValidationResult validate(Credential credential) {
          if (!(credential instanceof BearerTokenCredential bearer)) {
            return NOT_VALIDATED_RESULT;
          }
          asked.add(bearer.token());
          whileTheStoreIsAsked.run();
          if (storesDown) {
            throw new IllegalStateException("no connection for " + bearer.token());
          }
          return valid.getOrDefault(bearer.token(), INVALID_RESULT);
        }
      };

  /** Accounts as those of Gatepass, which admit alice by header and dora by password. */
  private final IdentityStore accounts =
      new IdentityStore() {
        @Override
        public CredentialValidationResult validate(Credential credential) {
          if (credential instanceof RemoteUserCredential header) {
            return new CredentialValidationResult(header.callerName(), Set.of("user"));
          }
          if (credential instanceof UsernamePasswordCredential password) {
            return password.compareTo("dora", "secret")
                ? new CredentialValidationResult("dora", Set.of("user"))
                : INVALID_RESULT;
          }
          if (credential instanceof RememberedCallerCredential remembered) {
            askedElsewhere.add(remembered);
            if (inactive.contains(remembered.callerName())) {
              return INVALID_RESULT;
            }
            return remembered.loggedInBy() == AuthenticatedBy.TOKEN
                ? NOT_VALIDATED_RESULT
                : new CredentialValidationResult(remembered.callerName(), Set.of("user"));
          }
          return NOT_VALIDATED_RESULT;
        }
      };

  private AuthenticationFlow flow(Class<?> security) {
    return new AuthenticationFlow(
        SettingsReader.atDeployment(
                security.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
            .atStart(name -> Optional.empty()),
        new PrioritizedStores(
            List.of(
                new NamedStore("tokens", true, tokens, false, false),
                new NamedStore("accounts", true, accounts, false, false)),
            new RememberedGroups(Duration.ZERO, () -> 0)),
        name -> name,
        new SessionKeeper(
            () -> {},
            owner -> events.add(new CallerLoggedOut(owner.name())),
            LoginEnds.onThisNode()),
        new SecurityEvents(events::add, () -> now),
        () -> now);
  }

  private static FakeRequest sending(String authorization) {
    return new FakeRequest().from("203.0.113.7").header("Authorization", authorization);
  }

  private Outcome onProtected(FakeRequest request) {
    return flow.decide(new Attempt(request, true, null));
  }

  private Outcome onPublic(FakeRequest request) {
    return flow.decide(new Attempt(request, false, null));
  }

  private static RemoteUserPrincipal caller(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Authenticated.class);
    return ((Authenticated) outcome).caller();
  }

  private List<Rejection> rejections() {
    return events.stream()
        .filter(RequestRejected.class::isInstance)
        .map(event -> ((RequestRejected) event).reason())
        .toList();
  }

  private static Challenge challenge(Login login, Bearer bearer) {
    return new Challenge(login, bearer);
  }

  private static final Challenge INVALID_TOKEN =
      challenge(new Login.Elsewhere(), Bearer.INVALID_TOKEN);

  @Test
  void authenticateEachRequestWithoutASession() {
    FakeRequest request = sending(RIGHT);

    RemoteUserPrincipal caller = caller(onProtected(request));

    assertThat(caller.getName()).isEqualTo("robot");
    assertThat(caller.groups()).containsExactly("machine");
    assertThat(caller.authenticatedBy()).isEqualTo(AuthenticatedBy.TOKEN);
    assertThat(request.hasSession()).isFalse();
    assertThat(events).isEmpty();
    assertThat(caller(onPublic(sending(RIGHT))).getName()).isEqualTo("robot");
  }

  @Test
  void keepEverythingElseThatTheStoreReturns() {
    valid.put(
        "rich",
        new CredentialValidationResult(
            new RemoteUserPrincipal(
                "robot", AuthenticatedBy.PASSWORD, Set.of("x"), "r@example.org", "Robot", "stamp"),
            Set.of("machine")));

    RemoteUserPrincipal caller = caller(onProtected(sending("Bearer rich")));

    assertThat(caller)
        .isEqualTo(
            new RemoteUserPrincipal(
                "robot",
                AuthenticatedBy.TOKEN,
                Set.of("machine"),
                "r@example.org",
                "Robot",
                "stamp"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bearer robots-token-1", "BEARER  robots-token-1", "Bearer robots-token-1 "})
  void areReadInEachSpellingOfTheScheme(String line) {
    assertThat(caller(onProtected(sending(line))).getName()).isEqualTo("robot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aA0-._~+/", "a=", "a=="})
  void mayHaveTheCharactersOfTheSpecification(String token) {
    onProtected(sending("Bearer " + token));

    assertThat(asked).containsExactly(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer =",
        "Bearer a=b",
        "Bearer a b",
        "Bearer a,b",
        "Bearer a\u00e4",
        "Bearer \"a\"",
        "Bearer a, Basic eDp5"
      })
  void areWrongAndNotPassedToStoresWhereTheyAreMalformed(String line) {
    assertThat(onProtected(sending(line))).isEqualTo(INVALID_TOKEN);
    assertThat(onPublic(sending(line))).isEqualTo(new Anonymous());
    assertThat(asked).isEmpty();
    assertThat(rejections()).containsOnly(Rejection.WRONG_TOKEN).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"8192, 1", "8193, 0"})
  void areReadUpToTheirMaximumLength(int length, int times) {
    onProtected(sending("Bearer " + "a".repeat(length)));

    assertThat(asked).hasSize(times);
  }

  @Test
  void areWrongWhereTheHeaderHasSeveralLines() {
    assertThat(onProtected(sending(RIGHT).header("Authorization", RIGHT))).isEqualTo(INVALID_TOKEN);
    assertThat(onProtected(sending("Basic eDp5").header("Authorization", RIGHT)))
        .isEqualTo(INVALID_TOKEN);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearerrobots-token-1", "Token robots-token-1", "Basic robots-token-1"})
  void areNotReadInAnotherScheme(String line) {
    assertThat(onProtected(sending(line)))
        .isEqualTo(challenge(new Login.Elsewhere(), Bearer.REQUIRED));
    assertThat(asked).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void areChallengedWhereTheyAreWrong() {
    assertThat(onProtected(sending("Bearer wrong"))).isEqualTo(INVALID_TOKEN);
    assertThat(onPublic(sending("Bearer wrong"))).isEqualTo(new Anonymous());
    assertThat(rejections()).containsExactly(Rejection.WRONG_TOKEN, Rejection.WRONG_TOKEN);
  }

  @Test
  void areChallengedTogetherWithTheFallback() {
    assertThat(onProtected(new FakeRequest()))
        .isEqualTo(challenge(new Login.Elsewhere(), Bearer.REQUIRED));
    flow = flow(CachedAndBasic.class);
    assertThat(onProtected(new FakeRequest()))
        .isEqualTo(challenge(new Login.Basic(), Bearer.REQUIRED));
    assertThat(onProtected(sending("Bearer wrong")))
        .isEqualTo(challenge(new Login.Basic(), Bearer.INVALID_TOKEN));
    assertThat(onProtected(sending("Bearer wrong").header("Sec-Fetch-Mode", "cors")))
        .isEqualTo(INVALID_TOKEN);
    flow = flow(FormAndPersistent.class);
    FakeRequest page = new FakeRequest().header("Sec-Fetch-Mode", "navigate");
    assertThat(onProtected(page)).matches(outcome -> ((Challenge) outcome).isDialogue());
    assertThat(onProtected(page.header("Authorization", "Bearer wrong"))).isEqualTo(INVALID_TOKEN);
  }

  @Test
  void areNotReadUnlessTheSettingsTurnThemOn() {
    flow = flow(Off.class);

    assertThat(onProtected(sending(RIGHT))).isEqualTo(new Challenge(new Login.Elsewhere()));
    assertThat(asked).isEmpty();
  }

  @Test
  void areReadWhileIdentityHeadersAreIgnored() {
    flow = flow(WithoutHeaders.class);

    assertThat(caller(onProtected(sending(RIGHT).header("remote-user", "alice"))).getName())
        .isEqualTo("robot");
  }

  @Test
  void giveWayToTheHeaderOfATrustedProxy() {
    FakeRequest request =
        new FakeRequest().header("remote-user", "alice").header("Authorization", RIGHT);

    assertThat(caller(onProtected(request)).authenticatedBy()).isEqualTo(AuthenticatedBy.HEADER);
    assertThat(onProtected(request.header("remote-user", "bob")))
        .isEqualTo(new Reject(Rejection.REPEATED_HEADER, 400));
    assertThat(asked).isEmpty();
  }

  @Test
  void giveWayToAHeaderOutsideOfTheLoginPaths() {
    flow = flow(LoginPaths.class);

    assertThat(
            onProtected(
                new FakeRequest().header("remote-user", "alice").header("Authorization", RIGHT)))
        .isEqualTo(new Challenge(new Login.Elsewhere()));
    assertThat(asked).isEmpty();
  }

  @Test
  void areReadWithTheHeaderOfAnUntrustedPeer() {
    assertThat(caller(onProtected(sending(RIGHT).header("remote-user", "alice"))).getName())
        .isEqualTo("robot");
    assertThat(rejections()).containsExactly(Rejection.UNTRUSTED_PEER);
  }

  @Test
  void cannotBeOfferedByTheApplication() {
    flow = flow(FormAndPersistent.class);

    assertThat(
            flow.decide(
                new Attempt(new FakeRequest(), true, new BearerTokenCredential("robots-token-1"))))
        .isEqualTo(new LoginFailed(Rejection.NO_SUCH_LOGIN));
  }

  @Test
  void leaveThePasswordOfALoginPageItsLogin() {
    flow = flow(FormAndPersistent.class);

    Outcome login =
        flow.decide(
            new Attempt(sending(RIGHT), true, new UsernamePasswordCredential("dora", "secret")));

    assertThat(caller(login).getName()).isEqualTo("dora");
    assertThat(asked).isEmpty();
  }

  @Test
  void areAnsweredWith503WhileAStoreIsDownAndNotCountedAsFailures() {
    storesDown = true;
    for (int i = 0; i < 40; i++) {
      assertThat(onPublic(sending(RIGHT))).isEqualTo(new Reject(Rejection.STORE_UNAVAILABLE, 503));
    }
    storesDown = false;

    assertThat(caller(onProtected(sending(RIGHT))).getName()).isEqualTo("robot");
  }

  @Test
  void neverReachTheLogOfAFailingBean() {
    valid.clear();
    IdentityStore failing =
        new IdentityStore() {
          @Override
          public CredentialValidationResult validate(Credential credential) {
            ApplicationFailure.guard(
                () -> {
                  throw new IllegalStateException("robots-token-1 is in no table");
                });
            return INVALID_RESULT;
          }
        };
    AuthenticationFlow withFailure =
        new AuthenticationFlow(
            SettingsReader.atDeployment(
                    Tokens.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
                .atStart(name -> Optional.empty()),
            new PrioritizedStores(
                List.of(new NamedStore("tokens", true, failing, false, false)),
                new RememberedGroups(Duration.ZERO, () -> 0)),
            name -> name,
            new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
            new SecurityEvents(events::add, () -> now),
            () -> now);

    assertThat(withFailure.decide(new Attempt(sending("Bearer  robots-token-1"), true, null)))
        .isEqualTo(new Reject(Rejection.APPLICATION_FAILED, 500));
    assertThat(log.messages())
        .singleElement()
        .asString()
        .contains("(hidden) is in no table")
        .doesNotContain("robots-token-1");
  }

  @Test
  void showNoTokenAsText() {
    assertThat(new BearerTokenCredential("secret")).hasToString("BearerTokenCredential");
    assertThat(new BearerToken("secret")).hasToString("BearerToken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anonymous", "rob\u00adot", " robot"})
  void areWrongForANameThatNoCallerMayHave(String name) {
    valid.put("odd", new CredentialValidationResult(name, Set.of()));

    assertThat(onProtected(sending("Bearer odd"))).isEqualTo(INVALID_TOKEN);
  }

  @Test
  void endWithTheAccountOfTheirCaller() {
    flow = flow(CachedAndBasic.class);
    caller(onProtected(sending(RIGHT)));
    inactive.add("robot");

    assertThat(onPublic(sending(RIGHT))).isEqualTo(new Anonymous());

    assertThat(rejections()).containsExactly(Rejection.WRONG_TOKEN);
    assertThat(asked).containsExactly("robots-token-1");
    assertThat(askedElsewhere)
        .hasSize(2)
        .allSatisfy(
            account -> {
              assertThat(account.callerName()).isEqualTo("robot");
              assertThat(account.loggedInBy()).isEqualTo(AuthenticatedBy.TOKEN);
              assertThat(account.identityStoreId()).contains("tokens");
            });
  }

  @Test
  void areCachedWithTheirOwnGroups() {
    flow = flow(CachedAndBasic.class);

    for (int i = 0; i < 5; i++) {
      assertThat(caller(onProtected(sending(RIGHT))).groups()).containsExactly("machine");
    }

    assertThat(asked).containsExactly("robots-token-1");
  }

  @Test
  void areVerifiedOnceForConcurrentRequestsOfWhichALimitedNumberWaits() throws Exception {
    flow = flow(CachedAndBasic.class);
    CountDownLatch answered = new CountDownLatch(1);
    whileTheStoreIsAsked = () -> await(answered);
    ExecutorService threads = Executors.newFixedThreadPool(40);
    try {
      ExecutorCompletionService<Outcome> requests = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < 40; i++) {
        requests.submit(() -> onProtected(sending(RIGHT)));
      }

      assertThat(requests.take().get())
          .isEqualTo(
              new Reject(Rejection.TOO_MANY_CHECKS, 503, Optional.of(Duration.ofSeconds(2))));
      answered.countDown();
      for (int i = 1; i < 40; i++) {
        requests.take().get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(asked).hasSize(1);
    assertThat(rejections()).containsOnly(Rejection.TOO_MANY_CHECKS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void areNotCachedWhereTheyAreWrong() {
    flow = flow(CachedAndBasic.class);
    onProtected(sending("Bearer late"));
    valid.put("late", new CredentialValidationResult("robot", Set.of()));

    assertThat(caller(onProtected(sending("Bearer late"))).getName()).isEqualTo("robot");
  }

  @Test
  void areVerifiedWithEachRequestWhereNothingIsCached() {
    caller(onProtected(sending(RIGHT)));
    valid.clear();

    assertThat(onProtected(sending(RIGHT))).isEqualTo(INVALID_TOKEN);
  }

  @Test
  void areCountedByTheClientsAddressOnceTheyAreWrong() {
    for (int i = 0; i < 30; i++) {
      assertThat(onProtected(sending("Bearer guess-" + i))).isEqualTo(INVALID_TOKEN);
    }

    assertThat(onPublic(sending("Bearer guess")))
        .isEqualTo(
            new Reject(Rejection.TOO_MANY_ATTEMPTS, 429, Optional.of(Duration.ofSeconds(1))));
    assertThat(onProtected(sending(RIGHT)))
        .isInstanceOfSatisfying(
            Reject.class,
            reject -> assertThat(reject.reason()).isEqualTo(Rejection.TOO_MANY_ATTEMPTS));
    assertThat(asked).hasSize(30);
    assertThat(caller(onProtected(sending(RIGHT).from("203.0.113.8"))).getName())
        .isEqualTo("robot");
  }

  @Test
  void areCountedByTheAddressThatATrustedProxyReports() {
    for (int i = 0; i < 30; i++) {
      onProtected(
          sending("Bearer guess-" + i)
              .from("10.1.2.3")
              .header("x-forwarded-for", "198.51.100." + i + ", 203.0.113.9"));
    }

    assertThat(onProtected(sending(RIGHT).from("203.0.113.9"))).isInstanceOf(Reject.class);
    assertThat(onProtected(sending(RIGHT).from("10.1.2.3"))).isInstanceOf(Authenticated.class);
  }

  @Test
  void doNotWaitForTheFailuresOfOthersOnceTheyWereRight() {
    caller(onProtected(sending(RIGHT)));
    for (int i = 0; i < 40; i++) {
      onProtected(sending("Bearer guess-" + i));
    }

    assertThat(caller(onProtected(sending(RIGHT))).getName()).isEqualTo("robot");

    valid.clear();
    assertThat(onProtected(sending(RIGHT))).isEqualTo(INVALID_TOKEN);
    assertThat(onProtected(sending(RIGHT))).isInstanceOf(Reject.class);
  }

  @Test
  void leavePasswordsOfTheSameAddressAlone() {
    flow = flow(FormAndPersistent.class);
    for (int i = 0; i < 40; i++) {
      onProtected(sending("Bearer guess-" + i));
    }

    Outcome login =
        flow.decide(
            new Attempt(
                new FakeRequest().from("203.0.113.7"),
                true,
                new UsernamePasswordCredential("dora", "secret")));

    assertThat(caller(login).getName()).isEqualTo("dora");
  }

  private FakeRequest withSession(String owner) {
    FakeRequest request = new FakeRequest();
    request.getSession(true);
    request.sessionAttributes().put("cart", "full");
    request.sessionAttributes().put(OWNER, owner);
    return request.next();
  }

  @ParameterizedTest
  @CsvSource({
    "1 caller=robot by=TOKEN, true, 1 caller=robot by=TOKEN",
    "1 caller=robot by=HEADER, true, 1 caller=robot by=TOKEN",
    "1, true, 1 caller=robot by=TOKEN",
    "1 caller=alice by=HEADER, false, 1 caller=robot by=TOKEN",
    "1 caller=alice by=PASSWORD login=1767225600000, false, 1 caller=robot by=TOKEN",
    "1 caller=robot by=PASSWORD login=1767225600000, true,"
        + " 1 caller=robot by=PASSWORD login=1767225600000"
  })
  void useTheSessionOfTheirCallerAlone(String owner, boolean keeps, String ownerAfterwards) {
    flow = flow(FormAndPersistent.class);
    FakeRequest request = withSession(owner).header("Authorization", RIGHT);

    assertThat(caller(onProtected(request)).authenticatedBy()).isEqualTo(AuthenticatedBy.TOKEN);

    assertThat(request.sessionAttributes().containsKey("cart")).isEqualTo(keeps);
    assertThat(request.sessionAttributes()).contains(entry(OWNER, ownerAfterwards));
  }

  @Test
  void decideAloneWhereTheyAreWrongAndLeaveTheSessionAsItIs() {
    flow = flow(FormAndPersistent.class);
    String owner = "1 caller=dora by=PASSWORD login=1767225600000";
    FakeRequest request = withSession(owner).header("Authorization", "Bearer wrong");

    assertThat(onPublic(request)).isEqualTo(new Anonymous());

    assertThat(RequestSession.of(request).orElseThrow().get(false)).isNull();
    assertThat(request.sessionAttributes())
        .containsOnly(entry("cart", "full"), entry(OWNER, owner));
    assertThat(caller(onProtected(request.next())).getName()).isEqualTo("dora");
  }

  @Test
  void areNoLoginThatASessionRemembers() {
    flow = flow(FormAndPersistent.class);

    assertThat(onPublic(withSession("1 caller=robot by=TOKEN"))).isEqualTo(new Anonymous());
    assertThat(onPublic(withSession("1 caller=robot by=TOKEN login=1767225600000")))
        .isEqualTo(new Anonymous());
    assertThat(askedElsewhere).isEmpty();
  }
}
