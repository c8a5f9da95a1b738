// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.gatepass.CallerAuthenticated;
import org.gatepass.CallerLoggedOut;
import org.gatepass.Fallback;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RequestRejected;
import org.gatepass.internal.LoggedLines;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.Reject;
import org.gatepass.internal.flow.Outcome.SignedOut;
import org.gatepass.internal.identity.CallerNameRule;
import org.gatepass.internal.identity.CallerNameTransform;
import org.gatepass.internal.identity.GroupsMapping;
import org.gatepass.internal.identity.GroupsSeparator;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.identity.IdentityRules;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.RequestSession;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.internal.settings.TrustSettings;
import org.gatepass.internal.trust.AddressCheck;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.gatepass.spi.signout.EndedLogins;
import org.gatepass.spi.signout.IssuerSession;
import org.gatepass.spi.signout.SignOut;
import org.gatepass.spi.signout.SignOutEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer that ends logins. */
class SignOutTest {
  private static final String ISSUER = "https://id.example.org";
  private static final String PATH = "/backchannel-logout";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Reject BAD_REQUEST = new Reject(Rejection.WRONG_LOGOUT_TOKEN, 400);

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      persistent = true,
      sameOriginCheck = true,
      fallback = Fallback.FORM)
  private static final class Remembering {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      failIfHeaderMissing = true)
  private static final class OnEachRequest {}

  /** Sessions remember password logins, and no header logins. */
  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      fallback = Fallback.FORM)
  private static final class RememberingPasswords {}

  /** A source that reads "name,subject,session id", and an endpoint that reads the same. */
  private final class Tickets implements IdentitySource, SignOutEndpoint {
    @Override
    public String callerHeader() {
      return "x-ticket";
    }

    @Override
    public List<String> headers() {
      return List.of("x-ticket");
    }

    @Override
    public boolean namesCaller(RequestHeaders headers) {
      return headers.values("x-ticket").hasMoreElements();
    }

    @Override
    public ClaimedIdentity read(Peer peer, RequestHeaders headers) {
      if (!namesCaller(headers)) {
        return new ClaimedIdentity.None(null);
      }
      String[] parts = headers.values("x-ticket").nextElement().split(",", -1);
      return ClaimedIdentity.Named.caller(parts[0])
          .issued(
              parts[1].isEmpty() && parts[2].isEmpty()
                  ? null
                  : new ClaimedIdentity.Issued(session(parts[1], parts[2]), issuedAt))
          .build();
    }

    @Override
    public Optional<SignOutEndpoint> signOutEndpoint() {
      return Optional.of(this);
    }

    @Override
    public String path() {
      return PATH;
    }

    @Override
    public SignOut verify(String logoutToken) {
      if (logoutToken.equals("failure")) {
        throw new IllegalStateException("no keys");
      }
      if (logoutToken.equals("new-key")) {
        return new SignOut.Unavailable(Duration.ofSeconds(7));
      }
      duringVerification.run();
      if (inTheMeantime > 0) {
        inTheMeantime--;
        assertThat(signOut(logoutToken)).isInstanceOf(SignedOut.class);
      }
      String[] parts = logoutToken.split(",", -1);
      return parts.length == 2
          ? new SignOut.Verified(session(parts[0], parts[1]), now)
          : new SignOut.Rejected("the logout token contains a nonce");
    }
  }

  private static IssuerSession session(String subject, String sessionId) {
    return new IssuerSession(
        ISSUER, subject.isEmpty() ? null : subject, sessionId.isEmpty() ? null : sessionId);
  }

  private Instant now = START;
  private @Nullable Instant issuedAt = START.minusSeconds(10);
  private Class<?> definition = Remembering.class;

  /** How many tokens arrive while one is verified. */
  private int inTheMeantime;

  /** Runs while a token is verified. */
  private volatile Runnable duringVerification = () -> {};

  /** Runs while the identity stores validate a caller. */
  private Runnable duringValidation = () -> {};

  private Optional<EndedLogins> shared = Optional.empty();
  private @Nullable AuthenticationFlow flow;
  private final List<Object> events = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  /** The names of the callers that the identity store rejects. */
  private final Set<String> deactivated = new HashSet<>();

  @RegisterExtension final LoggedLines log = new LoggedLines(SecurityEvents.class, Level.INFO);

  private MechanismSettings settings() {
    MechanismSettings read =
        SettingsReader.atDeployment(
                definition.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
            .atStart(name -> Optional.empty());
    TrustSettings trust = read.trust();
    HeaderJudge judge =
        new HeaderJudge(
            new ProxyTrust(List.of(new AddressCheck(TrustedProxies.parse(List.of("10.1.2.3"))))),
            new Tickets(),
            new IdentityRules(
                CallerNameRule.standard(150),
                CallerNameTransform.none(),
                GroupsMapping.none(),
                GroupsSeparator.COMMA));
    return new MechanismSettings(
        new TrustSettings(
            true,
            judge,
            trust.clientAddress(),
            null,
            trust.groupsSource(),
            trust.failIfHeaderMissing(),
            trust.headerNames()),
        read.session(),
        read.password(),
        read.accounts(),
        read.integration(),
        read.prefix(),
        read.report(),
        read.warnings());
  }

  /** Each caller is valid; the name of alice's account is "Alice", and only she has a password. */
  private CredentialValidationResult validate(Credential credential) {
    if (credential instanceof UsernamePasswordCredential password) {
      return password.compareTo("alice", "secret")
          ? new CredentialValidationResult("Alice", Set.of())
          : CredentialValidationResult.INVALID_RESULT;
    }
    String name =
        credential instanceof RemoteUserCredential header
            ? header.callerName()
            : ((RememberedCallerCredential) credential).callerName();
    asked.add(name);
    duringValidation.run();
    if (deactivated.contains(name)) {
      return CredentialValidationResult.INVALID_RESULT;
    }
    return new CredentialValidationResult(name.equals("alice") ? "Alice" : name, Set.of());
  }

  private AuthenticationFlow flow() {
    AuthenticationFlow known = flow;
    if (known == null) {
      known =
          new AuthenticationFlow(
              settings(),
              this::validate,
              name -> name,
              new SessionKeeper(
                  () -> {},
                  owner -> events.add(new CallerLoggedOut(owner.name())),
                  new LoginEnds(shared, Duration.ofHours(12), () -> now)),
              new SecurityEvents(events::add, () -> now),
              () -> now);
      flow = known;
    }
    return known;
  }

  private Outcome decide(FakeRequest request) {
    return flow().decide(new Attempt(request, true, null));
  }

  /** A request of a browser without a session, with a cookie of another kind. */
  private static FakeRequest named(String ticket) {
    return new FakeRequest().header("cookie", "a=b").header("x-ticket", ticket);
  }

  private FakeRequest loggedIn(String ticket) {
    FakeRequest request = named(ticket);
    assertThat(decide(request)).isInstanceOf(Authenticated.class);
    now = now.plusSeconds(1);
    return request;
  }

  private FakeRequest loggedInByPassword() {
    FakeRequest request = new FakeRequest();
    assertThat(
            flow()
                .decide(
                    new Attempt(request, true, new UsernamePasswordCredential("alice", "secret"))))
        .isInstanceOf(Authenticated.class);
    now = now.plusSeconds(1);
    return request;
  }

  private static FakeRequest post(String body) {
    FakeRequest request = new FakeRequest().from("203.0.113.7").method("POST").path(PATH, null);
    request.contentType = "application/x-www-form-urlencoded";
    request.body = body.getBytes(StandardCharsets.UTF_8);
    return request;
  }

  private Outcome signOut(String logoutToken) {
    return decide(post("logout_token=" + logoutToken.replace(",", "%2C")));
  }

  private List<Rejection> rejections() {
    return events.stream()
        .filter(RequestRejected.class::isInstance)
        .map(event -> ((RequestRejected) event).reason())
        .toList();
  }

  @Nested
  class ARememberedLogin {
    @Test
    void endsWithItsSessionAtTheIssuer() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");

      assertThat(signOut("a-1,s-1")).isInstanceOf(SignedOut.class);

      assertThat(decide(alice.next())).isInstanceOf(Challenge.class);
      assertThat(rejections()).containsExactly(Rejection.SESSION_ENDED);
      assertThat(alice.hasSession()).isFalse();
    }

    @Test
    void livesOnWhereAnotherSessionOfTheSubjectEnds() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");

      assertThat(signOut("a-1,s-2")).isInstanceOf(SignedOut.class);

      assertThat(decide(alice.next())).isInstanceOf(Authenticated.class);
    }

    @Test
    void endsWithAllSessionsOfItsSubject() {
      FakeRequest first = loggedIn("alice,a-1,s-1");
      FakeRequest second = loggedIn("alice,a-1,s-2");
      FakeRequest bob = loggedIn("bob,b-1,s-3");

      assertThat(signOut("a-1,")).isInstanceOf(SignedOut.class);

      assertThat(decide(first.next())).isInstanceOf(Challenge.class);
      assertThat(decide(second.next())).isInstanceOf(Challenge.class);
      assertThat(decide(bob.next())).isInstanceOf(Authenticated.class);
    }

    @Test
    void isNotEndedByASubjectThatIsTheNameOfItsCaller() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");

      for (String token : List.of("alice,", "Alice,", ",alice", "s-1,", ",a-1")) {
        assertThat(signOut(token)).isInstanceOf(SignedOut.class);
      }

      assertThat(decide(alice.next())).isInstanceOf(Authenticated.class);
      assertThat(events).hasOnlyElementsOfType(CallerAuthenticated.class);
    }

    @Test
    void recordsTheSessionOfTheLatestAssertion() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      FakeRequest again = alice.next().header("cookie", "a=b").header("x-ticket", "alice,a-1,s-2");
      assertThat(decide(again)).isInstanceOf(Authenticated.class);

      signOut(",s-1");
      assertThat(decide(again.next())).isInstanceOf(Authenticated.class);
      signOut(",s-2");
      assertThat(decide(again.next())).isInstanceOf(Challenge.class);
    }

    @Test
    void keepsItsSessionWhereALaterClaimHasNone() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      FakeRequest again = alice.next().header("cookie", "a=b").header("x-ticket", "alice,,");
      assertThat(decide(again)).isInstanceOf(Authenticated.class);

      signOut(",s-1");
      assertThat(decide(again.next())).isInstanceOf(Challenge.class);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "alice,a-1,s-1 | alice,a-1, | ,s-1",
          "alice,a-1,s-1 | alice,a-1, | a-1,",
          "alice,a-1,s-1 | alice,,s-2 | a-1,",
          "alice,a-1,s-1 | alice,,s-2 | ,s-2",
          "alice,,s-1 | alice,a-1, | ,s-1"
        })
    void keepsTheClaimsThatALaterAssertionLacks(String first, String later, String ended) {
      FakeRequest alice = loggedIn(first);
      FakeRequest again = alice.next().header("cookie", "a=b").header("x-ticket", later);
      assertThat(decide(again)).isInstanceOf(Authenticated.class);

      signOut(ended);
      assertThat(decide(again.next())).isInstanceOf(Challenge.class);
    }

    @Test
    void keepsNoClaimOfAnotherSubject() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      FakeRequest again = alice.next().header("cookie", "a=b").header("x-ticket", "alice,a-2,");
      assertThat(decide(again)).isInstanceOf(Authenticated.class);

      signOut(",s-1");
      assertThat(decide(again.next())).isInstanceOf(Authenticated.class);
    }

    @Test
    void beginsAnewWithALaterAssertion() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      alice.sessionAttributes().put("basket", "full");
      signOut("a-1,");
      now = now.plusSeconds(1);
      issuedAt = now;

      FakeRequest again = alice.next().header("cookie", "a=b").header("x-ticket", "alice,a-1,s-2");
      assertThat(decide(again)).isInstanceOf(Authenticated.class);

      assertThat(again.sessionAttributes()).containsOnlyKeys("org.gatepass.owner");
      assertThat(decide(again.next())).isInstanceOf(Authenticated.class);
    }

    @Test
    void endsWithItsSubjectAlsoIfTheTokenArrivesDuringTheLogin() {
      duringValidation =
          () -> {
            duringValidation = () -> {};
            signOut("a-1,");
            now = now.plusSeconds(1);
          };
      FakeRequest alice = loggedIn("alice,a-1,s-1");

      assertThat(decide(alice.next())).isInstanceOf(Challenge.class);
    }

    @Test
    void firesAnEventAtItsEndSoThatWebSocketsClose() {
      loggedIn("alice,a-1,s-1");
      events.clear();

      signOut("a-1,s-1");

      assertThat(events).containsExactly(new CallerLoggedOut("Alice"));
    }

    @Test
    void firesAnEventAtItsEndIfItBeganBeforeARestart() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      flow = null;
      assertThat(decide(alice.next())).isInstanceOf(Authenticated.class);
      events.clear();

      signOut("a-1,");

      assertThat(events).containsExactly(new CallerLoggedOut("Alice"));
    }
  }

  @Nested
  class AnAssertion {
    @Test
    void ofAnEndedSessionBeginsNoLogin() {
      signOut("a-1,s-1");
      issuedAt = now.plusSeconds(30);
      FakeRequest request = named("alice,a-1,s-1");

      assertThat(decide(request)).isInstanceOf(Challenge.class);
      assertThat(flow().decide(new Attempt(named("alice,a-1,s-1"), false, null)))
          .isInstanceOf(Anonymous.class);

      assertThat(rejections()).containsExactly(Rejection.SESSION_ENDED, Rejection.SESSION_ENDED);
      assertThat(asked).isEmpty();
      assertThat(request.hasSession()).isFalse();
    }

    @Test
    void fromBeforeTheEndOfItsSubjectsSessionsBeginsNoLogin() {
      issuedAt = now;
      signOut("a-1,");

      assertThat(decide(named("alice,a-1,s-1"))).isInstanceOf(Challenge.class);
      issuedAt = now.plusSeconds(1);
      assertThat(decide(named("alice,a-1,s-1"))).isInstanceOf(Authenticated.class);
    }

    @Test
    void ofAnEndedSessionEndsTheSessionOfItsRequest() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      signOut("a-1,s-1");

      FakeRequest again = alice.next().header("x-ticket", "alice,a-1,s-1");
      assertThat(decide(again)).isInstanceOf(Challenge.class);

      assertThat(again.hasSession()).isFalse();
    }

    @Test
    void withoutATimeOfIssueEndsWithItsOwnSessionOnly() {
      issuedAt = null;
      signOut("a-1,");
      assertThat(decide(named("alice,a-1,s-1"))).isInstanceOf(Authenticated.class);

      signOut("a-1,s-1");
      assertThat(decide(named("alice,a-1,s-1"))).isInstanceOf(Challenge.class);
      assertThat(decide(named("alice,a-1,s-2"))).isInstanceOf(Authenticated.class);
    }

    @Test
    void isRejectedWhereLoginsAreNotRememberedToo() {
      definition = OnEachRequest.class;
      assertThat(decide(named("alice,a-1,s-1"))).isInstanceOf(Authenticated.class);

      signOut("a-1,s-1");

      assertThat(events).containsExactly(new CallerLoggedOut("Alice"));
      assertThat(decide(named("alice,a-1,s-1"))).isInstanceOf(Challenge.class);
    }
  }

  @Nested
  class ARequestOfTheIssuer {
    @Test
    void needsNoCallerAndNoEvidence() {
      definition = OnEachRequest.class;

      Outcome outcome = signOut("a-1,s-1");
      assertThat(outcome).isInstanceOf(SignedOut.class);
      assertThat(outcome.isDialogue()).isTrue();
      assertThat(events).isEmpty();
      assertThat(asked).isEmpty();
    }

    @Test
    void needsNoOrigin() {
      FakeRequest request = post("logout_token=a-1%2Cs-1").header("origin", "https://evil.example");
      assertThat(decide(request)).isInstanceOf(SignedOut.class);
    }

    @Test
    void isServedAtItsPathAlone() {
      assertThat(decide(post("logout_token=a-1%2Cs-1").path("/sso" + PATH, null)))
          .isNotInstanceOf(SignedOut.class);
      assertThat(decide(post("logout_token=a-1%2Cs-1").path(PATH, "/x")))
          .isNotInstanceOf(SignedOut.class);
      assertThat(decide(post("logout_token=a-1%2Cs-1").path("", PATH)))
          .isInstanceOf(SignedOut.class);
    }

    @Test
    void isNotTheLoginOfAServletOfThatPath() {
      assertThat(
              flow()
                  .decide(
                      new Attempt(
                          post("logout_token=a-1%2Cs-1"),
                          true,
                          new UsernamePasswordCredential("", "x"))))
          .isNotInstanceOf(SignedOut.class);
    }

    @Test
    void mayHaveOtherFields() {
      assertThat(decide(post("a&state=x&logout_token=a-1%2Cs-1&b=%zz")))
          .isInstanceOf(SignedOut.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/x-www-form-urlencoded; charset=UTF-8",
          "APPLICATION/X-WWW-Form-URLEncoded"
        })
    void mayHaveAContentTypeInAnotherSpelling(String contentType) {
      FakeRequest request = post("logout_token=a-1%2Cs-1");
      request.contentType = contentType;
      assertThat(decide(request)).isInstanceOf(SignedOut.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
        strings = {
          "",
          "text/plain",
          "application/json",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded-too"
        })
    void isRejectedWithAnotherContentType(@Nullable String contentType) {
      FakeRequest request = post("logout_token=a-1%2Cs-1");
      request.contentType = contentType;
      assertThat(decide(request)).isEqualTo(BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "a-1%2Cs-1",
          "token=a-1%2Cs-1",
          "LOGOUT_TOKEN=a-1%2Cs-1",
          "logout_token",
          "logout_token=a-1%2Cs-1&logout_token=a-1%2Cs-1",
          "logout_token=a-1%2Cs-1&logout%5Ftoken=",
          "logout_token=",
          "logout_token=%zz",
          "logout_token=a%2Cb%2Cc"
        })
    void isRejectedWithoutExactlyOneLegalToken(String body) {
      assertThat(decide(post(body))).isEqualTo(BAD_REQUEST);
      assertThat(rejections()).containsExactly(Rejection.WRONG_LOGOUT_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post"})
    void isRejectedWithAnotherMethod(String method) {
      assertThat(decide(post("logout_token=a-1%2Cs-1").method(method)))
          .isEqualTo(new Reject(Rejection.WRONG_LOGOUT_TOKEN, 405));
    }

    @Test
    void isRejectedOverSixteenKibibytes() {
      String legal = "logout_token=a-1%2Cs-1&x=";
      String longest = legal + "x".repeat(16 * 1024 - legal.length());
      assertThat(decide(post(longest))).isInstanceOf(SignedOut.class);
      assertThat(decide(post(longest + "x"))).isEqualTo(BAD_REQUEST);

      FakeRequest announced = post("logout_token=a-1%2Cs-1");
      announced.contentLength = 16 * 1024 + 1;
      announced.body = null;
      assertThat(decide(announced)).isEqualTo(BAD_REQUEST);
    }

    @Test
    void isReadFromTheParametersWhereTheServerHasReadTheBody() {
      FakeRequest read = post("");
      read.parameterValues = new String[] {"a-1,s-1"};
      assertThat(decide(read)).isInstanceOf(SignedOut.class);

      read = post("");
      read.body = null;
      read.parameterValues = new String[] {"a-1,s-1"};
      assertThat(decide(read)).isInstanceOf(SignedOut.class);

      read.parameterValues = new String[] {"a-1,s-1", "a-1,s-1"};
      assertThat(decide(read)).isEqualTo(BAD_REQUEST);
      read.parameterValues = new String[] {"x".repeat(16 * 1024) + ",s-1"};
      assertThat(decide(read)).isEqualTo(BAD_REQUEST);
    }

    @Test
    void isRejectedWithTheTokenInTheAddress() {
      FakeRequest request = post("");
      request.queryString = "logout_token=a-1%2Cs-1";
      request.parameterValues = new String[] {"a-1,s-1"};
      assertThat(decide(request)).isEqualTo(BAD_REQUEST);

      request.queryString = "a=b&logout%5Ftoken=a-1%2Cs-1";
      assertThat(decide(request)).isEqualTo(BAD_REQUEST);
    }

    @Test
    void mayHaveAnAddressThatOnlyMentionsTheField() {
      FakeRequest request = post("");
      request.queryString = "a=logout_token";
      request.parameterValues = new String[] {"a-1,s-1"};
      assertThat(decide(request)).isInstanceOf(SignedOut.class);
    }

    @Test
    void isLoggedWithTheRuleThatItBreaksAndWithoutTheToken() {
      signOut("a-1,s-1,nonce");
      signOut("a-1,s-1,nonce");
      decide(post("").method("GET"));

      assertThat(log.messages())
          .containsExactly(
              "Rejected request from 203.0.113.7 (WRONG_LOGOUT_TOKEN): the logout token contains a"
                  + " nonce",
              "Rejected request from 203.0.113.7 (WRONG_LOGOUT_TOKEN): the method is not POST");
    }

    @Test
    void isAnsweredWith500WhereTheModuleFails() {
      assertThat(signOut("failure")).isEqualTo(new Reject(Rejection.APPLICATION_FAILED, 500));
    }

    private void failTenTimes() {
      for (int i = 0; i < 10; i++) {
        assertThat(signOut("wrong")).isEqualTo(BAD_REQUEST);
      }
    }

    @Test
    void isNoFailureWhileItsKeyIsUnavailable() {
      for (int i = 0; i < 11; i++) {
        Reject reject = (Reject) signOut("new-key");

        assertThat(reject.reason()).isEqualTo(Rejection.KEYS_UNAVAILABLE);
        assertThat(reject.status()).isEqualTo(503);
        assertThat(reject.retryAfter()).contains(Duration.ofSeconds(7));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET"})
    void hasToWaitAfterTenFailuresOfItsClient(String method) {
      failTenTimes();

      assertThat(decide(post("logout_token=wrong").method(method)))
          .isInstanceOfSatisfying(
              Reject.class,
              reject -> {
                assertThat(reject.reason()).isEqualTo(Rejection.TOO_MANY_ATTEMPTS);
                assertThat(reject.status()).isEqualTo(429);
                assertThat(reject.retryAfter())
                    .hasValueSatisfying(
                        wait ->
                            assertThat(wait)
                                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30)));
              });
      assertThat(decide(post("logout_token=wrong").from("203.0.113.8"))).isEqualTo(BAD_REQUEST);
    }

    /** The issuer does not send it again, and a stranger may share its address. */
    @Test
    void endsALoginAlsoAfterFailuresOfItsAddress() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      failTenTimes();

      assertThat(signOut("a-1,s-1")).isInstanceOf(SignedOut.class);

      assertThat(decide(alice.next())).isInstanceOf(Challenge.class);
    }

    @Test
    void isVerifiedOneAtATimeAfterFailuresOfItsAddress() throws Exception {
      failTenTimes();
      CountDownLatch verifying = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      duringVerification =
          () -> {
            verifying.countDown();
            try {
              goOn.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          };
      Thread first = new Thread(() -> signOut("wrong"));
      first.start();
      assertThat(verifying.await(10, TimeUnit.SECONDS)).isTrue();
      duringVerification = () -> {};

      assertThat(signOut("a-1,s-1"))
          .isInstanceOfSatisfying(
              Reject.class, reject -> assertThat(reject.status()).isEqualTo(429));
      assertThat(decide(post("logout_token=a-1%2Cs-1").from("203.0.113.8")))
          .isInstanceOf(SignedOut.class);

      goOn.countDown();
      first.join();
    }

    @Test
    void doesNotWaitForOthersOfItsIssuer() {
      inTheMeantime = 40;
      assertThat(signOut("a-1,s-1")).isInstanceOf(SignedOut.class);
      assertThat(inTheMeantime).isZero();
    }

    @Test
    void startsTheCountOfFailuresAnewWithASuccess() {
      for (int i = 0; i < 9; i++) {
        signOut("wrong");
      }
      assertThat(signOut("a-1,s-1")).isInstanceOf(SignedOut.class);
      for (int i = 0; i < 9; i++) {
        assertThat(signOut("wrong")).isEqualTo(BAD_REQUEST);
      }
    }
  }

  /** Ends on all nodes, without a database. */
  private static final class SharedEnds implements EndedLogins {
    private final Map<String, End> ends = new HashMap<>();
    private int added;
    private boolean unreadable;

    /** Whether this node has not read the ends yet. */
    private boolean unread;

    private @Nullable Exception failure;

    /** Runs while an end is stored. */
    private Runnable duringAdd = () -> {};

    @Override
    public void add(End end) {
      duringAdd.run();
      if (failure != null) {
        SharedEnds.<RuntimeException>throwUnchecked(failure);
      }
      ends.put(end.key(), end);
      added++;
    }

    /** As an interceptor of WildFly may throw a checked exception. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void throwUnchecked(Exception thrown) throws E {
      throw (E) thrown;
    }

    @Override
    public List<End> find(Collection<String> keys) {
      if (unreadable) {
        throw new IllegalStateException("the database is down");
      }
      return keys.stream().filter(key -> !unread && ends.containsKey(key)).map(ends::get).toList();
    }
  }

  @Nested
  class OnAnotherNode {
    private final SharedEnds ends = new SharedEnds();
    private AuthenticationFlow other = node();

    @RegisterExtension final LoggedLines lines = new LoggedLines(LoginEnds.class, Level.WARNING);

    private AuthenticationFlow node() {
      shared = Optional.of(ends);
      AuthenticationFlow made = flow();
      flow = null;
      return made;
    }

    private Outcome decideThere(FakeRequest request) {
      return other.decide(new Attempt(request, true, null));
    }

    /** The session as another node holds it. */
    private FakeRequest copy(FakeRequest request) {
      FakeRequest copy = new FakeRequest();
      copy.getSession(true);
      copy.sessionAttributes().putAll(request.sessionAttributes());
      return copy;
    }

    @Test
    void aLogoutEndsTheCopyOfItsSession() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest copy = copy(alice);
      assertThat(decideThere(copy.next())).isInstanceOf(Authenticated.class);

      flow().logOut(alice.next());

      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(copy.hasSession()).isFalse();
      assertThat(rejections()).containsExactly(Rejection.SESSION_ENDED);
      assertThat(ends.added).isEqualTo(1);
    }

    @Test
    void aLogoutEndsNoOtherLogin() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest again = copy(loggedIn("alice,,"));
      FakeRequest bob = copy(loggedIn("bob,,"));

      flow().logOut(alice.next());

      assertThat(decideThere(again.next())).isInstanceOf(Authenticated.class);
      assertThat(decideThere(bob.next())).isInstanceOf(Authenticated.class);
    }

    @Test
    void anotherCallerInTheBrowserEndsTheCopy() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest copy = copy(alice);

      decide(alice.next().header("cookie", "a=b").header("x-ticket", "bob,,"));

      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
    }

    @Test
    void aCopyContinuesWithAnotherLoginWhereTheProxyNamesTheCaller() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest copy = copy(alice);
      flow().logOut(alice.next());

      FakeRequest again = copy.next().header("cookie", "a=b").header("x-ticket", "alice,,");
      assertThat(decideThere(again)).isInstanceOf(Authenticated.class);
      assertThat(decideThere(again.next())).isInstanceOf(Authenticated.class);
    }

    @Test
    void aLogoutTokenEndsTheLoginsOfItsSession() {
      FakeRequest copy = copy(loggedIn("alice,a-1,s-1"));
      FakeRequest second = copy(loggedIn("alice,a-1,s-2"));

      assertThat(signOut("a-1,s-1")).isInstanceOf(SignedOut.class);

      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(decideThere(second.next())).isInstanceOf(Authenticated.class);
      assertThat(decideThere(named("alice,a-1,s-1"))).isInstanceOf(Challenge.class);
    }

    @Test
    void aLogoutTokenEndsTheEarlierLoginsOfItsSubject() {
      FakeRequest copy = copy(loggedIn("alice,a-1,s-1"));

      assertThat(signOut("a-1,")).isInstanceOf(SignedOut.class);
      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(decideThere(named("alice,a-1,s-3"))).isInstanceOf(Challenge.class);

      now = now.plusSeconds(1);
      issuedAt = now;
      FakeRequest later = named("alice,a-1,s-3");
      assertThat(decideThere(later)).isInstanceOf(Authenticated.class);
      assertThat(decideThere(later.next())).isInstanceOf(Authenticated.class);
    }

    /** The other node begins the login before it reads the end. */
    @Test
    void aLogoutTokenEndsALaterLoginByAnEarlierAssertion() {
      signOut("a-1,");
      now = now.plusSeconds(1);
      ends.unread = true;
      FakeRequest late = named("alice,a-1,s-1");
      assertThat(decideThere(late)).isInstanceOf(Authenticated.class);
      FakeRequest continued =
          late.next().header("cookie", "a=b").header("x-ticket", "alice,a-1,s-1");
      assertThat(decideThere(continued)).isInstanceOf(Authenticated.class);

      ends.unread = false;
      assertThat(decideThere(continued.next())).isInstanceOf(Challenge.class);
    }

    @Test
    void aFailureToReadTheEndsAdmitsNoRememberedLogin() {
      FakeRequest copy = copy(loggedIn("alice,,"));
      ends.unreadable = true;

      assertThat(decideThere(copy.next())).isEqualTo(new Reject(Rejection.STORE_UNAVAILABLE, 503));
      ends.unreadable = false;
      assertThat(decideThere(copy.next())).isInstanceOf(Authenticated.class);
    }

    @Test
    void aLogoutIsStoredWhileTheEndsCannotBeRead() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest copy = copy(alice);
      ends.unreadable = true;

      flow().logOut(alice.next());
      ends.unreadable = false;

      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(lines.messages()).isEmpty();
    }

    private static Stream<Exception> failures() {
      return Stream.of(
          new IllegalStateException("the database is down"),
          new SQLException("thrown by an interceptor"));
    }

    @Test
    void aLogoutIsStoredIfTheServerFailsToEndTheSession() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest copy = copy(alice);
      FakeRequest out = alice.next();
      out.failToEndTheSession(new UncheckedIOException(new IOException("no session store")));

      assertThatThrownBy(() -> flow().logOut(out)).isInstanceOf(UncheckedIOException.class);

      assertThat(events).contains(new CallerLoggedOut("Alice"));
      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
    }

    @Test
    void theLoginOfAnotherCallerIsStoredIfTheServerFailsToEndTheSession() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest copy = copy(alice);
      FakeRequest bob = alice.next().header("cookie", "a=b").header("x-ticket", "bob,,");
      bob.failToEndTheSession(new UncheckedIOException(new IOException("no session store")));

      assertThat(decide(bob)).isEqualTo(new Reject(Rejection.APPLICATION_FAILED, 500));

      assertThat(events).contains(new CallerLoggedOut("Alice"));
      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureToStoreALogoutEndsTheSessionHereAndIsLogged(Exception failure) {
      FakeRequest alice = loggedIn("alice,,");
      ends.failure = failure;

      FakeRequest out = alice.next();
      flow().logOut(out);

      assertThat(out.hasSession()).isFalse();
      assertThat(events).contains(new CallerLoggedOut("Alice"));
      assertThat(lines.messages()).singleElement().asString().contains("could not be stored");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureToStoreALogoutTokenEndsTheLoginHereAndIsLogged(Exception failure) {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      ends.failure = failure;

      assertThat(signOut("a-1,s-1")).isInstanceOf(SignedOut.class);

      assertThat(events).contains(new CallerLoggedOut("Alice"));
      assertThat(decide(alice.next())).isInstanceOf(Challenge.class);
      assertThat(lines.messages()).singleElement().asString().contains("could not be stored");
    }

    @Test
    void aLogoutIsStoredAfterTheSessionHasEndedHere() {
      FakeRequest out = loggedIn("alice,,").next();
      ends.duringAdd =
          () -> {
            assertThat(out.hasSession()).isFalse();
            assertThat(events).contains(new CallerLoggedOut("Alice"));
          };

      flow().logOut(out);

      assertThat(ends.added).isEqualTo(1);
    }

    @Test
    void theLoginOfAnotherCallerIsStoredAfterItHasEndedHere() {
      FakeRequest bob = loggedIn("alice,,").next().header("cookie", "a=b");
      ends.duringAdd =
          () -> {
            assertThat(bob.hasSession()).isTrue();
            assertThat(events).contains(new CallerLoggedOut("Alice"));
          };

      decide(bob.header("x-ticket", "bob,,"));

      assertThat(ends.added).isEqualTo(1);
    }

    @Test
    void aLogoutTokenIsStoredAfterTheLoginHasEndedHere() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      List<Outcome> outcomes = new ArrayList<>();
      ends.duringAdd =
          () -> {
            assertThat(events).contains(new CallerLoggedOut("Alice"));
            outcomes.add(decide(alice.next()));
          };

      signOut("a-1,s-1");

      assertThat(outcomes).singleElement().isInstanceOf(Challenge.class);
      assertThat(ends.added).isEqualTo(1);
    }

    /** The session is the caller's from now on, and a copy of it remembers the former login. */
    @Test
    void aHeaderThatReplacesAPasswordLoginEndsTheCopy() {
      definition = RememberingPasswords.class;
      other = node();
      FakeRequest alice = loggedInByPassword();
      FakeRequest copy = copy(alice);
      assertThat(decideThere(copy.next())).isInstanceOf(Authenticated.class);

      FakeRequest byHeader = alice.next().header("x-ticket", "alice,,");
      assertThat(decide(byHeader)).isInstanceOf(Authenticated.class);

      assertThat(byHeader.hasSession()).isTrue();
      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(ends.added).isEqualTo(1);
    }

    @Test
    void aHeaderLoginThatContinuesTheSessionOfAPasswordLoginEndsTheCopy() {
      FakeRequest alice = loggedInByPassword();
      alice.sessionAttributes().put("basket", "full");
      FakeRequest copy = copy(alice);
      assertThat(decideThere(copy.next())).isInstanceOf(Authenticated.class);

      FakeRequest byHeader = alice.next().header("cookie", "a=b").header("x-ticket", "alice,,");
      assertThat(decide(byHeader)).isInstanceOf(Authenticated.class);

      assertThat(byHeader.sessionAttributes()).containsKey("basket");
      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(decide(byHeader.next())).isInstanceOf(Authenticated.class);
      assertThat(ends.added).isEqualTo(1);
    }

    @Test
    void aSecondPasswordLoginEndsTheCopyOfTheFirst() {
      FakeRequest alice = loggedInByPassword();
      FakeRequest copy = copy(alice);

      FakeRequest again = alice.next();
      flow().decide(new Attempt(again, true, new UsernamePasswordCredential("alice", "secret")));

      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(decide(again.next())).isInstanceOf(Authenticated.class);
    }

    @Test
    void aHeaderThatContinuesItsLoginEndsNone() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      FakeRequest copy = copy(alice);

      FakeRequest again = alice.next().header("cookie", "a=b").header("x-ticket", "alice,a-1,s-2");
      assertThat(decide(again)).isInstanceOf(Authenticated.class);

      assertThat(ends.added).isZero();
      assertThat(decideThere(copy.next())).isInstanceOf(Authenticated.class);
    }

    /** The other nodes reject the login as this one does. */
    @Test
    void aLoginThatTheStoreRejectsIsNotStored() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest copy = copy(alice);
      deactivated.add("Alice");

      assertThat(decide(alice.next())).isInstanceOf(Challenge.class);

      assertThat(alice.hasSession()).isFalse();
      assertThat(events).contains(new CallerLoggedOut("Alice"));
      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(ends.added).isZero();
    }

    @Test
    void theCopiesOfALogoutTokenAreNotStored() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      FakeRequest copy = copy(alice);
      FakeRequest second = copy(alice);
      signOut("a-1,s-1");

      assertThat(decide(alice.next())).isInstanceOf(Challenge.class);
      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      FakeRequest asserted = second.next().header("x-ticket", "alice,a-1,s-1");
      assertThat(decideThere(asserted)).isInstanceOf(Challenge.class);

      assertThat(asserted.hasSession()).isFalse();
      assertThat(ends.added).isEqualTo(1);
    }

    @Test
    void anEndedLoginThatAnotherReplacesIsNotStoredAgain() {
      FakeRequest alice = loggedIn("alice,a-1,s-1");
      signOut("a-1,s-1");
      issuedAt = now;

      FakeRequest again = alice.next().header("cookie", "a=b").header("x-ticket", "alice,a-1,s-2");
      assertThat(decide(again)).isInstanceOf(Authenticated.class);

      assertThat(again.hasSession()).isTrue();
      assertThat(events).contains(new CallerLoggedOut("Alice"));
      assertThat(ends.added).isEqualTo(1);
    }

    @Test
    void anAssertionOfAnEndedSessionEndsAnotherLoginOfItsBrowser() {
      FakeRequest bob = loggedIn("bob,b-1,s-2");
      FakeRequest copy = copy(bob);
      signOut("a-1,s-1");

      decide(bob.next().header("x-ticket", "alice,a-1,s-1"));

      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(ends.added).isEqualTo(2);
    }

    @Test
    void aHeaderThatTheStoreRejectsEndsTheCopyOfItsSession() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest copy = copy(alice);
      deactivated.add("bob");

      decide(alice.next().header("x-ticket", "bob,,"));

      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
      assertThat(ends.added).isEqualTo(1);
    }

    /** An anonymous request gets an empty session, and the caller's own ends. */
    @Test
    void anAnonymousRequestThatUsesASessionEndsTheCopy() {
      FakeRequest alice = loggedIn("alice,,");
      FakeRequest copy = copy(alice);

      FakeRequest stranger = alice.next().from("203.0.113.7");
      assertThat(flow().decide(new Attempt(stranger, false, null))).isInstanceOf(Anonymous.class);
      assertThat(ends.added).isZero();
      RequestSession.of(stranger).orElseThrow().use();

      assertThat(decideThere(copy.next())).isInstanceOf(Challenge.class);
    }

    @Test
    void aLoginThatIsTooOldIsNotStored() {
      FakeRequest alice = loggedIn("alice,,");
      now = now.plus(Duration.ofHours(13).plusSeconds(1));

      flow().logOut(alice.next());

      assertThat(ends.added).isZero();
    }

    @Test
    void aLoginThatMayNotBeTooOldByAnotherClockIsStored() {
      FakeRequest alice = loggedIn("alice,,");
      now = now.plus(Duration.ofHours(13).minusSeconds(1));

      flow().logOut(alice.next());

      assertThat(ends.added).isEqualTo(1);
    }
  }
}
