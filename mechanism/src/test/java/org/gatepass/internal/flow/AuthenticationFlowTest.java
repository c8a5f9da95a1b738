// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.CallerAuthenticated;
import org.gatepass.CallerLoggedOut;
import org.gatepass.CallerNameNormalizer;
import org.gatepass.Fallback;
import org.gatepass.GroupsSource;
import org.gatepass.LoginOptions;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.RequestRejected;
import org.gatepass.internal.LoggedLines;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.LoginFailed;
import org.gatepass.internal.flow.Outcome.Reject;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.CallerNameRule;
import org.gatepass.internal.identity.GroupsMapping;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.identity.RulesBuilder;
import org.gatepass.internal.open.OpenPath;
import org.gatepass.internal.open.OpenRequests;
import org.gatepass.internal.open.Preflight;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.RequestSession;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.AccountSettings;
import org.gatepass.internal.settings.Integration;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.PasswordSettings;
import org.gatepass.internal.settings.SessionSettings;
import org.gatepass.internal.settings.TrustSettings;
import org.gatepass.internal.store.NamedStore;
import org.gatepass.internal.store.PrioritizedStores;
import org.gatepass.internal.store.RememberedGroups;
import org.gatepass.internal.trust.ClientAddress;
import org.gatepass.internal.trust.PublicUrl;
import org.gatepass.internal.trust.SameOriginRule;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.internal.trust.Trusts;
import org.gatepass.password.PasswordChangeCredential;
import org.gatepass.password.RejectedResult;
import org.gatepass.spi.ApplicationFailure;
import org.gatepass.spi.StoreWaits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationFlowTest {
  private static final String OWNER = "org.gatepass.owner";
  private static final Duration MAX_AGE = Duration.ofHours(12);

  private final List<Object> events = new ArrayList<>();
  private final List<Boolean> beginsSession = new ArrayList<>();
  private final List<Optional<String>> stableIds = new ArrayList<>();
  private boolean readsIds;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean enabled = true;
  private boolean failIfHeaderMissing;
  private boolean persistent;
  private String mapping = "admins=administrator";
  private Set<String> loginPaths = Set.of();
  private Fallback fallback = Fallback.FORM;
  private GroupsSource groupsSource = GroupsSource.BOTH;
  private String stampOfDora = "stamp-1";
  private boolean doraActive = true;
  private boolean storesDown;
  private boolean beanOfAStoreFails;
  private @Nullable PrioritizedStores directory;
  private boolean sameOriginCheck;
  private List<OpenPath> openPaths = List.of();
  private boolean allowPreflight;
  private @Nullable PublicUrl publicUrl;
  private Duration staleness = Duration.ZERO;
  private int passwordsChecked;
  private Rejection reasonForGrace = Rejection.PASSWORD_CHANGE_REQUIRED;
  private Rejection reasonForBob = Rejection.INACTIVE_CALLER;
  private int beansDestroyed;
  private Runnable whileSessionEnds = () -> {};
  private Runnable whileStoreIsAsked = () -> {};
  private CallerNameRule nameRule = CallerNameRule.standard(150);
  private CallerNameNormalizer normalizer = name -> name.replaceFirst("@corp$", "");
  private String loginPage = "/login";
  private Consumer<Object> observer = event -> {};

  /** A store with alice (by header) and dora (by both), the way the real ones answer. */
  private CredentialValidationResult validate(Credential credential) {
    if (storesDown) {
      throw new IllegalStateException("no connection for alice");
    }
    if (beanOfAStoreFails) {
      try {
        ApplicationFailure.guard(
            () -> {
              throw new IllegalStateException("alice has no department");
            });
      } catch (ApplicationFailure failure) {
        throw new IllegalStateException("the transaction is rolled back", failure);
      }
    }
    if (credential instanceof RemoteUserCredential header) {
      beginsSession.add(header.beginsSession());
      stableIds.add(header.stableId());
      switch (header.callerName()) {
        case "Alice" -> {
          return valid("alice", AuthenticatedBy.HEADER);
        }
        case "alice", "dora" -> {
          return valid(header.callerName(), AuthenticatedBy.HEADER);
        }
        case "bob" -> header.reject(reasonForBob);
        case "newcomer" -> header.reject(Rejection.TOO_MANY_NEW_CALLERS);
        default -> header.reject(Rejection.UNKNOWN_CALLER);
      }
    } else if (credential instanceof UsernamePasswordCredential password) {
      passwordsChecked++;
      if (password.getCaller().equals("dora") && password.compareTo("dora", "secret")) {
        return valid("dora", AuthenticatedBy.PASSWORD);
      }
      if (password.compareTo("grace", "secret")) {
        return new RejectedResult(reasonForGrace);
      }
    } else if (credential instanceof RememberedCallerCredential remembered) {
      whileStoreIsAsked.run();
      stableIds.add(remembered.stableId());
      if (doraActive && remembered.securityStamp().equals(Optional.of(stampOfDora))) {
        return valid(remembered.callerName(), remembered.loggedInBy());
      }
    }
    return INVALID_RESULT;
  }

  private CredentialValidationResult valid(String name, AuthenticatedBy way) {
    return new CredentialValidationResult(
        new RemoteUserPrincipal(
            name, way, Set.of(), name + "@example.org", "Store's " + name, stampOfDora),
        Set.of("user"));
  }

  private AuthenticationFlow flow() {
    TrustedProxies proxies = TrustedProxies.parse(List.of("10.1.2.3"));
    RulesBuilder rules =
        RulesBuilder.forCaller(HeaderName.parse("remote-user"))
            .groups(HeaderName.parse("remote-groups"), GroupsMapping.parse(mapping))
            .email(HeaderName.parse("remote-email"))
            .displayName(HeaderName.parse("remote-name"))
            .callerNames(nameRule);
    HeaderJudge judge =
        (readsIds ? rules.id(HeaderName.parse("remote-id")) : rules)
            .judge(Trusts.of(proxies, null, null, List.of()));
    MechanismSettings settings =
        new MechanismSettings(
            new TrustSettings(
                enabled,
                judge,
                new ClientAddress(HeaderName.parse("x-forwarded-for"), proxies),
                null,
                groupsSource,
                failIfHeaderMissing,
                new TreeMap<>()),
            new SessionSettings(
                new SessionSettings.Persistence(persistent, loginPaths),
                MAX_AGE,
                publicUrl,
                sameOriginCheck ? new SameOriginRule(null, List.of()) : null,
                new OpenRequests(openPaths, allowPreflight)),
            new PasswordSettings(
                new LoginOptions(fallback, loginPage, Optional.empty()), 2, staleness, false),
            new AccountSettings(
                new AccountOptions(
                    true, 60, false, staleness, AccountOptions.DEFAULT_PASSWORD_COST, Set.of()),
                Duration.ofMinutes(1)),
            Integration.MECHANISM,
            "gatepass",
            List.of(),
            List.of());
    return new AuthenticationFlow(
        settings,
        directory == null ? this::validate : directory,
        normalizer,
        new SessionKeeper(
            () -> {
              beansDestroyed++;
              whileSessionEnds.run();
            },
            owner -> {
              events.add(new CallerLoggedOut(owner.name()));
              whileSessionEnds.run();
            },
            LoginEnds.onThisNode()),
        new SecurityEvents(
            event -> {
              events.add(event);
              observer.accept(event);
            },
            () -> now),
        () -> now);
  }

  static Stream<Arguments> unfitResultsOfNormalizers() {
    return Stream.of(
        Arguments.of(null, Rejection.UNFIT_NAME),
        Arguments.of("", Rejection.UNFIT_NAME),
        Arguments.of(" ", Rejection.UNFIT_NAME),
        Arguments.of("null", Rejection.UNFIT_NAME),
        Arguments.of("al ice", Rejection.UNFIT_NAME),
        Arguments.of("alic\u0435", Rejection.UNFIT_NAME),
        Arguments.of("anonymous", Rejection.RESERVED_NAME),
        Arguments.of("Guest", Rejection.RESERVED_NAME),
        Arguments.of("a".repeat(300), Rejection.TOO_LONG),
        Arguments.of("alice\u1160", Rejection.UNCLEAN_VALUE),
        Arguments.of("alice\u0000", Rejection.UNCLEAN_VALUE),
        Arguments.of("alice ", Rejection.UNCLEAN_VALUE));
  }

  private Outcome onPublic(FakeRequest request) {
    return flow().decide(new Attempt(request, false, null));
  }

  private Outcome onProtected(FakeRequest request) {
    return flow().decide(new Attempt(request, true, null));
  }

  private Outcome login(FakeRequest request, @Nullable Credential credential) {
    return flow().decide(new Attempt(request, true, credential));
  }

  private Outcome loginAsDora(FakeRequest request) {
    return login(request, new UsernamePasswordCredential("dora", "secret"));
  }

  private static FakeRequest anonymous() {
    return new FakeRequest();
  }

  private static FakeRequest named(String name) {
    return new FakeRequest().header("remote-user", name);
  }

  private static RemoteUserPrincipal entered(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Authenticated.class);
    return ((Authenticated) outcome).caller();
  }

  private List<Rejection> rejections() {
    return events.stream()
        .filter(RequestRejected.class::isInstance)
        .map(event -> ((RequestRejected) event).reason())
        .toList();
  }

  @Nested
  class AHeaderOfATrustedProxy {
    @Test
    void authenticatesTheCallerWithoutASession() {
      FakeRequest request = named("alice");

      RemoteUserPrincipal caller = entered(onProtected(request));

      assertThat(caller.getName()).isEqualTo("alice");
      assertThat(caller.authenticatedBy()).isEqualTo(AuthenticatedBy.HEADER);
      assertThat(caller.groups()).containsExactly("user");
      assertThat(request.hasSession()).isFalse();
      assertThat(events).isEmpty();
    }

    @Test
    void hasTheStableIdForTheStores() {
      readsIds = true;

      entered(onProtected(named("alice").header("remote-id", "7")));

      assertThat(stableIds).containsExactly(Optional.of("7"));
    }

    @Test
    void hasNoStableIdUnlessItsHeaderIsConfigured() {
      entered(onProtected(named("alice").header("remote-id", "7")));

      assertThat(stableIds).containsExactly(Optional.empty());
    }

    @Test
    void isRejectedWithoutARequiredStableId() {
      readsIds = true;

      assertThat(onPublic(named("alice"))).isEqualTo(new Reject(Rejection.MISSING_ID, 400));
      assertThat(rejections()).containsExactly(Rejection.MISSING_ID);
      assertThat(stableIds).isEmpty();
    }

    @Test
    void isPutBeforeWhatTheStoreKnows() {
      FakeRequest request =
          named("alice").header("remote-email", "a@proxy.example").header("remote-name", "Alice P");

      RemoteUserPrincipal caller = entered(onPublic(request));

      assertThat(caller.email()).contains("a@proxy.example");
      assertThat(caller.displayName()).contains("Alice P");
    }

    @Test
    void keepsTheStoresValuesWhereTheHeaderHasNone() {
      RemoteUserPrincipal caller = entered(onPublic(named("alice")));

      assertThat(caller.email()).contains("alice@example.org");
      assertThat(caller.displayName()).contains("Store's alice");
      assertThat(caller.securityStamp()).contains("stamp-1");
    }

    @ParameterizedTest
    @EnumSource(GroupsSource.class)
    void givesGroupsByTheConfiguredSource(GroupsSource source) {
      groupsSource = source;

      RemoteUserPrincipal caller =
          entered(onPublic(named("alice").header("remote-groups", "admins,others")));

      assertThat(caller.groups())
          .containsExactlyInAnyOrder(
              switch (source) {
                case STORE -> new String[] {"user"};
                case HEADER -> new String[] {"administrator"};
                case BOTH -> new String[] {"user", "administrator"};
              });
    }

    @Test
    void isNormalizedBeforeTheLookUp() {
      assertThat(entered(onPublic(named("alice@corp"))).getName()).isEqualTo("alice");
    }

    @Test
    void isRejectedWhenNormalizingLeavesNothing() {
      assertThat(onPublic(named("@corp"))).isEqualTo(new Reject(Rejection.UNFIT_NAME, 400));
    }

    @ParameterizedTest
    @MethodSource("org.gatepass.internal.flow.AuthenticationFlowTest#unfitResultsOfNormalizers")
    void isRejectedWhereNormalizingMakesNoCallerName(@Nullable String result, Rejection reason) {
      normalizer = name -> result;

      assertThat(onPublic(named("alice"))).isEqualTo(new Reject(reason, 400));
      assertThat(onProtected(named("alice"))).isEqualTo(new Reject(reason, 400));
      assertThat(beginsSession).isEmpty();
    }

    @Test
    void isHeldToThePatternBeforeItIsNormalized() {
      nameRule = CallerNameRule.matching(".+@EXAMPLE\\.COM", 150);
      normalizer = new OneRealm();

      assertThat(entered(onPublic(named("alice@EXAMPLE.COM"))).getName()).isEqualTo("alice");
      assertThat(onPublic(named("alice"))).isEqualTo(new Reject(Rejection.UNFIT_NAME, 400));
      assertThat(onPublic(named("alice@OTHER.TEST")))
          .isEqualTo(new Reject(Rejection.UNFIT_NAME, 400));
      assertThat(onPublic(named("guest@EXAMPLE.COM")))
          .isEqualTo(new Reject(Rejection.RESERVED_NAME, 400));
    }

    @Test
    void keepsTheRealmThatIsNotTheListedOne() {
      normalizer = new OneRealm();

      assertThat(entered(onPublic(named("alice@EXAMPLE.COM"))).getName()).isEqualTo("alice");
      assertThat(onProtected(named("alice@OTHER.TEST")))
          .isEqualTo(new Reject(Rejection.UNKNOWN_CALLER, 403));
    }

    @Test
    void isAcceptedWithUnreadableOtherValues() {
      FakeRequest request =
          named("alice")
              .header("remote-groups", "admins, \u0001")
              .header("remote-email", "a b@proxy.example")
              .header("remote-name", "Al\u0001ice");

      RemoteUserPrincipal caller = entered(onPublic(request));

      assertThat(caller.groups()).containsExactlyInAnyOrder("user", "administrator");
      assertThat(caller.email()).contains("alice@example.org");
      assertThat(caller.displayName()).contains("Alice");
      assertThat(events).isEmpty();
    }

    @Test
    void isAnonymousOnPublicResourcesWhenTheStoreRejects() {
      assertThat(onPublic(named("bob"))).isEqualTo(new Anonymous());
      assertThat(rejections()).containsExactly(Rejection.INACTIVE_CALLER);
    }

    @ParameterizedTest
    @EnumSource(
        names = {
          "INACTIVE_CALLER",
          "LOCKED_CALLER",
          "EXPIRED_CALLER",
          "HEADER_LOGIN_NOT_ALLOWED",
          "WRONG_ID"
        })
    void isAnsweredAlikeForEachReasonOfTheStore(Rejection reason) {
      reasonForBob = reason;

      assertThat(onPublic(named("bob"))).isEqualTo(new Anonymous());
      assertThat(onProtected(named("bob"))).isEqualTo(new Reject(reason, 403));
      assertThat(rejections()).containsExactly(reason, reason);
    }

    @Test
    void closesProtectedResourcesWhenTheStoreRejects() {
      assertThat(onProtected(named("nobody-knows")))
          .isEqualTo(new Reject(Rejection.UNKNOWN_CALLER, 403));
      assertThat(rejections()).containsExactly(Rejection.UNKNOWN_CALLER);
    }

    @Test
    void isAnsweredWith503WhereTooManyCallersAreNew() {
      Reject later = new Reject(Rejection.TOO_MANY_NEW_CALLERS, 503);

      assertThat(onPublic(named("newcomer"))).isEqualTo(later);
      assertThat(onProtected(named("newcomer"))).isEqualTo(later);
    }

    @Test
    void beginsNoSession() {
      onPublic(named("alice"));

      assertThat(beginsSession).containsExactly(false);
    }

    @Test
    void closesPublicResourcesToTheRejectedWhenHeadersAreAMust() {
      failIfHeaderMissing = true;

      assertThat(onPublic(named("bob"))).isEqualTo(new Reject(Rejection.INACTIVE_CALLER, 403));
    }

    @Test
    void endsTheRequestWhenMalformedAndLeavesTheSessionAlone() {
      FakeRequest login = anonymous();
      loginAsDora(login);

      FakeRequest twice = login.next().header("remote-user", "dora").header("remote-user", "dora");

      assertThat(onPublic(twice)).isEqualTo(new Reject(Rejection.REPEATED_HEADER, 400));
      assertThat(entered(onProtected(twice.next())).getName()).isEqualTo("dora");
    }

    @Test
    void isIgnoredWhenHeadersAreOff() {
      enabled = false;

      assertThat(onPublic(named("alice"))).isEqualTo(new Anonymous());
      assertThat(events).isEmpty();
    }
  }

  @Nested
  class AHeaderOfAnUntrustedPeer {
    @Test
    void isIgnoredAndReported() {
      assertThat(onPublic(named("alice").from("10.1.2.4"))).isEqualTo(new Anonymous());
      assertThat(events)
          .containsExactly(
              new RequestRejected(
                  Rejection.UNTRUSTED_PEER, "10.1.2.4", "10.1.2.4", Optional.empty()));
    }

    @Test
    void doesNotDisturbAPasswordLogin() {
      FakeRequest login = anonymous();
      loginAsDora(login);

      Outcome outcome = onProtected(login.next().header("remote-user", "alice").from("10.1.2.4"));

      assertThat(entered(outcome).getName()).isEqualTo("dora");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice,bob", "\u0001"})
    void isChallengedOnAProtectedResourceWithAnyValue(String value) {
      assertThat(onProtected(named(value).from("10.1.2.4")))
          .isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
    }
  }

  @Nested
  class NoHeader {
    @Test
    void isAnonymousOnPublicResources() {
      assertThat(onPublic(anonymous())).isEqualTo(new Anonymous());
      assertThat(events).isEmpty();
    }

    @Test
    void redirectsPageLoadsToTheLoginPageWithTheRequestedPath() {
      FakeRequest page = anonymous().header("Accept", "text/html,*/*");

      assertThat(onProtected(page))
          .isEqualTo(
              new Challenge(
                  new Challenge.Login.Page(
                      "/app/login?next=%2Fapp%2Fprivate%3Fa%3D1%26b%3D2", false)));
    }

    @Test
    void redirectsAFacesAjaxRequestByAPartialResponse() {
      FakeRequest partial =
          anonymous()
              .method("POST")
              .header("Faces-Request", "partial/ajax")
              .header("Sec-Fetch-Mode", "cors");

      assertThat(onProtected(partial))
          .isEqualTo(
              new Challenge(
                  new Challenge.Login.Page(
                      "/app/login?next=%2Fapp%2Fprivate%3Fa%3D1%26b%3D2", true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial/process", "partial/ajax, x", "Partial/Ajax", "", "true"})
    void answers401ToAnotherValueOfFacesRequest(String value) {
      assertThat(onProtected(anonymous().method("POST").header("Faces-Request", value)))
          .isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
    }

    /** A proxy that asks for the authorization of a request takes 200 for a permission. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    void answers401ToTheHeaderOfFacesWithAnotherMethod(String method) {
      FakeRequest asked = anonymous().method(method).header("Faces-Request", "partial/ajax");

      assertThat(onProtected(asked)).isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "BASIC"})
    void answers401ToAFacesAjaxRequestWithoutALoginPage(Fallback withoutPage) {
      fallback = withoutPage;

      assertThat(onProtected(anonymous().method("POST").header("Faces-Request", "partial/ajax")))
          .isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
    }

    @Test
    void redirectsAPageLoadByStatus303() {
      FakeRequest page = anonymous().header("Faces-Request", "other").header("Accept", "text/html");

      assertThat(onProtected(page))
          .isEqualTo(
              new Challenge(
                  new Challenge.Login.Page(
                      "/app/login?next=%2Fapp%2Fprivate%3Fa%3D1%26b%3D2", false)));
    }

    @Test
    void neverRedirectsToAnotherServerForAnySpellingOfThePath() {
      FakeRequest page = anonymous().header("Accept", "text/html");
      page.contextPath = "//evil.example/..;/app";

      assertThat(onProtected(page))
          .isInstanceOfSatisfying(
              Challenge.class,
              challenge ->
                  assertThat(((Challenge.Login.Page) challenge.login()).location())
                      .startsWith("/app/login?next="));
    }

    @Test
    void answersCallsOfProgramsWithoutARedirect() {
      Outcome elsewhere = new Challenge(new Challenge.Login.Elsewhere());
      String html = "text/html";

      assertThat(onProtected(anonymous())).isEqualTo(elsewhere);
      assertThat(onProtected(anonymous().header("Accept", "application/json")))
          .isEqualTo(elsewhere);
      assertThat(onProtected(anonymous().header("Accept", html).method("POST")))
          .isEqualTo(elsewhere);
      assertThat(
              onProtected(anonymous().header("Accept", html).header("X-Requested-With", "fetch")))
          .isEqualTo(elsewhere);
      assertThat(onProtected(anonymous().header("Accept", html).header("Sec-Fetch-Mode", "cors")))
          .isEqualTo(elsewhere);
    }

    @Test
    void isChallengedForBasicWhereThatIsTheFallback() {
      fallback = Fallback.BASIC;

      assertThat(onProtected(anonymous())).isEqualTo(new Challenge(new Challenge.Login.Basic()));
    }

    @ParameterizedTest
    @CsvSource({
      "Sec-Fetch-Dest, empty, false",
      "Sec-Fetch-Dest, document, true",
      "Sec-Fetch-Dest, image, true",
      "Sec-Fetch-Dest, font, true",
      "Sec-Fetch-Mode, cors, false",
      "Sec-Fetch-Mode, same-origin, false",
      "Sec-Fetch-Mode, navigate, true",
      "Sec-Fetch-Mode, no-cors, true",
      "X-Requested-With, XMLHttpRequest, false",
      "X-Requested-With, org.example.browser, false",
      "Faces-Request, partial/ajax, false"
    })
    void isChallengedForBasicUnlessAScriptHasSentTheRequest(
        String header, String value, boolean basic) {
      fallback = Fallback.BASIC;

      assertThat(onProtected(anonymous().header(header, value)))
          .isEqualTo(
              new Challenge(basic ? new Challenge.Login.Basic() : new Challenge.Login.Elsewhere()));
    }

    @Test
    void prefersTheBrowsersReportToTheHeaderOfALibrary() {
      fallback = Fallback.BASIC;

      assertThat(
              onProtected(
                  anonymous()
                      .header("X-Requested-With", "org.example.browser")
                      .header("Sec-Fetch-Mode", "navigate")
                      .header("Sec-Fetch-Dest", "document")))
          .isEqualTo(new Challenge(new Challenge.Login.Basic()));
      assertThat(
              onProtected(
                  anonymous()
                      .header("Sec-Fetch-Mode", "no-cors")
                      .header("Sec-Fetch-Dest", "empty")))
          .isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
    }

    @Test
    void isChallengedWithoutAPageWhereThereIsNoFallback() {
      fallback = Fallback.NONE;

      assertThat(onProtected(anonymous().header("Accept", "text/html")))
          .isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
    }

    @Test
    void isChallengedEverywhereWhenHeadersAreAMust() {
      fallback = Fallback.NONE;
      failIfHeaderMissing = true;

      assertThat(onPublic(anonymous())).isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
      assertThat(rejections()).containsExactly(Rejection.MISSING_HEADER);
    }
  }

  @Nested
  class APasswordLogin {
    @Test
    void isRememberedInTheSession() {
      FakeRequest login = anonymous();

      assertThat(entered(loginAsDora(login)).authenticatedBy()).isEqualTo(AuthenticatedBy.PASSWORD);
      RemoteUserPrincipal caller = entered(onProtected(login.next()));

      assertThat(caller.getName()).isEqualTo("dora");
      assertThat(caller.authenticatedBy()).isEqualTo(AuthenticatedBy.PASSWORD);
      assertThat(events)
          .singleElement()
          .isInstanceOfSatisfying(
              CallerAuthenticated.class,
              event -> assertThat(event.principal().getName()).isEqualTo("dora"));
    }

    @Test
    void changesTheIdOfASessionThatIsThereAlready() {
      FakeRequest login = anonymous();
      login.getSession(true);

      loginAsDora(login);

      assertThat(login.sessionIdChanges).isEqualTo(1);
    }

    @Test
    void endsTheSessionOfTheCallerBefore() {
      FakeRequest first = anonymous();
      loginAsDora(first);
      FakeRequest second = first.next();
      second.getSession(true).setAttribute("cart", "dora's");

      loginAsDora(second);

      assertThat(second.getSession(false).getAttribute("cart")).isNull();
    }

    @Test
    void failsWithoutAnAnswerOfOurs() {
      FakeRequest login = anonymous();

      Outcome outcome = login(login, new UsernamePasswordCredential("dora", "wrong"));

      assertThat(outcome).isEqualTo(new LoginFailed(Rejection.WRONG_PASSWORD));
      assertThat(RequestRejected.of(login).map(RequestRejected::reason))
          .contains(Rejection.WRONG_PASSWORD);
      assertThat(login.hasSession()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
        names = {"LOCKED_CALLER", "EXPIRED_CALLER", "PASSWORD_CHANGE_REQUIRED", "PASSWORD_EXPIRED"})
    void failsWithTheReasonOfTheStoreThatHasVerifiedThePassword(Rejection reason) {
      reasonForGrace = reason;
      FakeRequest login = anonymous();

      assertThat(login(login, new UsernamePasswordCredential("grace", "secret")))
          .isEqualTo(new LoginFailed(reason));
      assertThat(rejections()).containsExactly(reason);
      assertThat(login.hasSession()).isFalse();
      assertThat(login(anonymous(), new UsernamePasswordCredential("grace", "wrong")))
          .isEqualTo(new LoginFailed(Rejection.WRONG_PASSWORD));
    }

    @ParameterizedTest
    @EnumSource(
        value = Fallback.class,
        names = {"NONE", "BASIC"})
    void isNotOfferedByOtherFallbacks(Fallback other) {
      fallback = other;

      assertThat(loginAsDora(anonymous())).isEqualTo(new LoginFailed(Rejection.NO_SUCH_LOGIN));
    }

    @Test
    void takesNoOtherCredential() {
      assertThat(login(anonymous(), new CallerOnlyCredential("dora")))
          .isEqualTo(new LoginFailed(Rejection.NO_SUCH_LOGIN));
      assertThat(login(anonymous(), new RemoteUserCredential("alice", Set.of(), null, null)))
          .isEqualTo(new LoginFailed(Rejection.NO_SUCH_LOGIN));
    }

    @Test
    void failsWhileATrustedHeaderNamesTheCaller() {
      assertThat(loginAsDora(named("alice"))).isEqualTo(new LoginFailed(Rejection.NAMED_BY_HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob"})
    void endsWhenATrustedHeaderNamesAnotherCaller(String name) {
      FakeRequest login = anonymous();
      loginAsDora(login);
      login.sessionAttributes().put("cart", "full");
      events.clear();

      FakeRequest switched = login.next().header("remote-user", name);
      onPublic(switched);

      assertThat(events).contains(new CallerLoggedOut("dora"));
      assertThat(onPublic(switched.next())).isEqualTo(new Anonymous());
      assertThat(switched.hasSession()).isEqualTo(name.equals("alice"));
      if (switched.hasSession()) {
        assertThat(switched.sessionAttributes())
            .containsExactly(entry(OWNER, "1 caller=alice by=HEADER"));
      }
    }

    @Test
    void givesItsSessionToATrustedHeaderOfTheSameName() {
      FakeRequest login = anonymous();
      loginAsDora(login);
      login.sessionAttributes().put("cart", "full");
      events.clear();

      FakeRequest header = login.next().header("remote-user", "dora");
      assertThat(entered(onPublic(header)).authenticatedBy()).isEqualTo(AuthenticatedBy.HEADER);

      assertThat(header.sessionAttributes())
          .containsOnly(entry("cart", "full"), entry(OWNER, "1 caller=dora by=HEADER"));
      assertThat(events).isEmpty();
      assertThat(onPublic(header.next())).isEqualTo(new Anonymous());
    }

    @Test
    void isNotFoundThroughAnIdInTheAddress() {
      FakeRequest login = anonymous();
      loginAsDora(login);
      FakeRequest link = login.next();
      link.sessionIdFromAddress = true;

      assertThat(onPublic(link)).isEqualTo(new Anonymous());
    }

    @Test
    void endsWithLogout() {
      FakeRequest login = anonymous();
      loginAsDora(login);
      FakeRequest logout = login.next();

      flow().logOut(logout);

      assertThat(onPublic(logout.next())).isEqualTo(new Anonymous());
      assertThat(events).contains(new CallerLoggedOut("dora"));
    }

    @Test
    void lastsUntilItsMaximumAgeAndNoLonger() {
      FakeRequest login = anonymous();
      loginAsDora(login);

      now = now.plus(MAX_AGE);
      assertThat(entered(onPublic(login.next())).getName()).isEqualTo("dora");
      now = now.plusMillis(1);
      FakeRequest late = login.next();
      assertThat(onPublic(late)).isEqualTo(new Anonymous());
      assertThat(late.hasSession()).isFalse();
      assertThat(rejections()).containsExactly(Rejection.SESSION_ENDED);
    }

    @Test
    void endsWithDeactivationAndDoesNotComeBackWithReactivation() {
      FakeRequest login = anonymous();
      loginAsDora(login);

      doraActive = false;
      FakeRequest rejected = login.next();
      assertThat(onProtected(rejected)).isInstanceOf(Challenge.class);
      doraActive = true;
      assertThat(onProtected(rejected.next())).isInstanceOf(Challenge.class);
    }

    @Test
    void endsWithAChangedStamp() {
      FakeRequest login = anonymous();
      loginAsDora(login);
      stampOfDora = "stamp-2";

      assertThat(onPublic(login.next())).isEqualTo(new Anonymous());
    }

    @Test
    void countsForNothingOnceTheFallbackIsOff() {
      FakeRequest login = anonymous();
      loginAsDora(login);
      fallback = Fallback.NONE;

      assertThat(onPublic(login.next())).isEqualTo(new Anonymous());
    }
  }

  @Nested
  class Basic {
    private FakeRequest offering(String pair) {
      String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      return new FakeRequest().header("Authorization", "basic " + encoded);
    }

    @Test
    void authenticatesTheCallerWithoutASession() {
      fallback = Fallback.BASIC;
      FakeRequest request = offering("dora:secret");

      assertThat(entered(onProtected(request)).authenticatedBy())
          .isEqualTo(AuthenticatedBy.PASSWORD);
      assertThat(request.hasSession()).isFalse();
    }

    @Test
    void isReadInItsOneSpellingAlone() {
      fallback = Fallback.BASIC;
      Outcome challenge = new Challenge(new Challenge.Login.Basic());

      // dora:secret is ZG9yYTpzZWNyZXQ=, and to Java's decoder the other two as well.
      assertThat(entered(onProtected(offeringText("ZG9yYTpzZWNyZXQ="))).getName())
          .isEqualTo("dora");
      assertThat(onProtected(offeringText("ZG9yYTpzZWNyZXR="))).isEqualTo(challenge);
      assertThat(onProtected(offeringText("ZG9yYTpzZWNyZXQ"))).isEqualTo(challenge);
      assertThat(passwordsChecked).isEqualTo(1);
    }

    private FakeRequest offeringText(String base64) {
      return new FakeRequest().header("Authorization", "Basic " + base64);
    }

    @ParameterizedTest
    @EnumSource(
        names = {"LOCKED_CALLER", "EXPIRED_CALLER", "PASSWORD_CHANGE_REQUIRED", "PASSWORD_EXPIRED"})
    void isChallengedAsForAWrongPasswordWhereTheAccountAdmitsNone(Rejection reason) {
      reasonForGrace = reason;
      fallback = Fallback.BASIC;
      assertThat(onProtected(offering("grace:wrong")))
          .isEqualTo(new Challenge(new Challenge.Login.Basic()));
      events.clear();

      assertThat(onProtected(offering("grace:secret")))
          .isEqualTo(new Challenge(new Challenge.Login.Basic()));
      assertThat(rejections()).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dora:wrong", "dora", ":secret", "", "dora:"})
    void isChallengedWhenTheOfferIsNoGood(String pair) {
      fallback = Fallback.BASIC;

      assertThat(onProtected(offering(pair))).isEqualTo(new Challenge(new Challenge.Login.Basic()));
    }

    @Test
    void isNotReadTwice() {
      fallback = Fallback.BASIC;
      FakeRequest request = offering("dora:secret").header("Authorization", "Basic eDp5");

      assertThat(onPublic(request)).isEqualTo(new Anonymous());
    }

    @Test
    void isNotReadTogetherWithATrustedHeader() {
      fallback = Fallback.BASIC;

      assertThat(onPublic(offering("dora:secret").header("remote-user", "bob")))
          .isEqualTo(new Anonymous());
    }

    @Test
    void isNotReadTogetherWithATrustedHeaderOffTheLoginPathsEither() {
      fallback = Fallback.BASIC;
      persistent = true;
      loginPaths = Set.of("/sso-login");

      assertThat(onPublic(offering("dora:secret").header("remote-user", "bob")))
          .isEqualTo(new Anonymous());
      assertThat(onProtected(offering("dora:secret").header("remote-user", "bob")))
          .isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
      assertThat(passwordsChecked).isZero();
    }

    @Test
    void isNotReadWhereItIsNotTheFallback() {
      assertThat(onPublic(offering("dora:secret"))).isEqualTo(new Anonymous());
    }
  }

  @Nested
  class ASessionThatIsThere {
    private FakeRequest withSession(FakeRequest request, @Nullable Object owner) {
      request.getSession(true);
      request.sessionAttributes().put("cart", "full");
      if (owner != null) {
        request.sessionAttributes().put(OWNER, owner);
      }
      return request.next();
    }

    @ParameterizedTest
    @CsvSource({
      "1 caller=alice by=HEADER, true, 0",
      "1 caller=dora by=HEADER, false, 0",
      "1, true, 1",
      "2 caller=alice, false, 0",
      ", false, 0"
    })
    void isTheHeaderCallersIfItWasOrIfOnlyAnonymousRequestsHaveUsedIt(
        @Nullable String owner, boolean keeps, int idChanges) {
      FakeRequest request = withSession(new FakeRequest(), owner).header("remote-user", "alice");

      assertThat(entered(onPublic(request)).getName()).isEqualTo("alice");

      assertThat(request.sessionAttributes().containsKey("cart")).isEqualTo(keeps);
      assertThat(request.sessionAttributes()).containsEntry(OWNER, "1 caller=alice by=HEADER");
      assertThat(request.sessionIdChanges).isEqualTo(idChanges);
      assertThat(beansDestroyed).isEqualTo(keeps ? 0 : 2);
    }

    @Test
    void isTakenOverFromNoAddress() {
      FakeRequest request = withSession(new FakeRequest(), "1").header("remote-user", "alice");
      request.sessionIdFromAddress = true;

      onPublic(request);

      assertThat(request.sessionAttributes()).doesNotContainKey("cart");
    }

    @Test
    void endsWhenAStoreIsDownForAnotherCaller() {
      storesDown = true;
      FakeRequest other = withSession(new FakeRequest(), "1 caller=dora by=HEADER");
      onPublic(other.header("remote-user", "alice"));
      assertThat(other.hasSession()).isFalse();
      assertThat(events).contains(new CallerLoggedOut("dora"));

      FakeRequest own = withSession(new FakeRequest(), "1 caller=alice by=HEADER");
      onPublic(own.header("remote-user", "alice"));
      assertThat(own.sessionAttributes()).containsEntry("cart", "full");
    }

    @Test
    void isLeftAloneByAnAnonymousRequestThatUsesNone() {
      FakeRequest request = withSession(new FakeRequest(), "1 caller=alice by=HEADER");

      assertThat(onPublic(request)).isEqualTo(new Anonymous());

      assertThat(request.sessionAttributes()).containsEntry("cart", "full");
      RequestSession seen = RequestSession.of(request).orElseThrow();
      assertThat(seen.isVisible()).isFalse();
      assertThat(seen.get(false)).isNull();
      assertThat(request.sessionAttributes()).containsEntry("cart", "full");
      assertThat(events).isEmpty();

      seen.get(true);

      assertThat(request.sessionAttributes()).containsExactly(entry(OWNER, "1"));
      assertThat(events).containsExactly(new CallerLoggedOut("alice"));
    }

    /** A bean's end and an observer of the logout may use the session themselves. */
    @Test
    void endsOnceThoughWhatEndsWithItUsesTheNextOne() {
      FakeRequest request = withSession(new FakeRequest(), "1 caller=alice by=HEADER");
      onPublic(request);
      RequestSession seen = RequestSession.of(request).orElseThrow();
      whileSessionEnds = seen::use;

      seen.use();
      seen.end();

      assertThat(events).containsExactly(new CallerLoggedOut("alice"));
      assertThat(request.sessionAttributes()).containsExactly(entry(OWNER, "1"));
    }

    @Test
    void endsForNoAnonymousRequestOnceALoginHasTakenItOver() {
      FakeRequest request = withSession(new FakeRequest(), "1");
      onPublic(request);
      RequestSession seen = RequestSession.of(request).orElseThrow();
      assertThat(seen.get(false)).isNotNull();

      request.sessionAttributes().put(OWNER, "1 caller=alice by=HEADER");

      assertThat(seen.get(false)).isNull();
      assertThatThrownBy(() -> seen.get(true)).isInstanceOf(IllegalStateException.class);
      assertThat(request.sessionAttributes()).containsEntry("cart", "full");
      assertThat(events).isEmpty();
    }

    @Test
    void isFollowedByAnotherOneForALoginOnceItHasBeenTakenOver() {
      FakeRequest request = withSession(new FakeRequest(), "1");
      onPublic(request);
      RequestSession seen = RequestSession.of(request).orElseThrow();
      request.sessionAttributes().put(OWNER, "1 caller=alice by=HEADER");
      assertThat(seen.isVisible()).isFalse();

      loginAsDora(request);

      assertThat(seen.get(false)).isNotNull();
      assertThat(request.sessionAttributes()).containsOnlyKeys(OWNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 caller=alice", "1 caller"})
    void isALoginThatHasEndedIfItsOwnerCannotBeRead(String damaged) {
      onPublic(withSession(new FakeRequest(), damaged));
      assertThat(rejections()).containsExactly(Rejection.SESSION_ENDED);
    }

    @Test
    void isALoginThatHasEndedIfItsOwnerIsNoText() {
      FakeRequest request = withSession(new FakeRequest(), 7).header("remote-user", "alice");

      assertThat(entered(onPublic(request)).getName()).isEqualTo("alice");

      assertThat(rejections()).containsExactly(Rejection.SESSION_ENDED);
      assertThat(request.sessionAttributes()).doesNotContainKey("cart");
    }

    @Test
    void staysTheCallersUnderAnotherSpellingOfTheSameAccount() {
      FakeRequest request = withSession(new FakeRequest(), "1 caller=alice by=HEADER");

      onPublic(request.header("remote-user", "Alice"));

      assertThat(request.sessionAttributes())
          .containsOnly(
              entry("cart", "full"), entry(OWNER, "1 caller=alice asked=Alice by=HEADER"));
    }
  }

  /** A login by the container, or by a mechanism of the application's own. */
  @Nested
  class ALoginThatGatepassDidNotDecide {
    private static final Principal ERIN = () -> "erin";

    private FakeRequest withSession(@Nullable String owner) {
      FakeRequest request = new FakeRequest();
      request.getSession(true);
      request.sessionAttributes().put("cart", "full");
      if (owner != null) {
        request.sessionAttributes().put(OWNER, owner);
      }
      return request.next();
    }

    private RequestSession anonymous(FakeRequest request) {
      onPublic(request);
      return RequestSession.of(request).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
      "1, true, 1",
      "1 caller=erin by=HEADER, true, 0",
      "1 caller=dora by=HEADER, false, 0",
      ", false, 0"
    })
    void makesTheSessionTheCallersAtItsFirstUse(
        @Nullable String owner, boolean keeps, int idChanges) {
      FakeRequest request = withSession(owner);
      RequestSession seen = anonymous(request);
      request.userPrincipal = ERIN;

      assertThat(seen.get(true)).isNotNull();

      assertThat(request.sessionAttributes().containsKey("cart")).isEqualTo(keeps);
      assertThat(request.sessionAttributes()).containsEntry(OWNER, "1 caller=erin");
      assertThat(request.sessionIdChanges).isEqualTo(idChanges);
    }

    @Test
    void makesANewSessionTheCallers() {
      FakeRequest request = new FakeRequest();
      RequestSession seen = anonymous(request);
      request.userPrincipal = ERIN;

      seen.recordIfNew(request.getSession(true));

      assertThat(request.sessionAttributes()).containsEntry(OWNER, "1 caller=erin");
    }

    @Test
    void endsTheSessionOfTheCallerWhoWasThereBefore() {
      FakeRequest request = withSession("1 caller=alice by=HEADER").header("remote-user", "alice");
      onPublic(request);
      RequestSession seen = RequestSession.of(request).orElseThrow();

      seen.follow(ERIN);

      assertThat(request.sessionAttributes()).containsExactly(entry(OWNER, "1 caller=erin"));
      assertThat(events).containsExactly(new CallerLoggedOut("alice"));
    }

    @Test
    void changesNothingWhereItIsOfTheSameCaller() {
      FakeRequest request = withSession("1 caller=alice by=HEADER").header("remote-user", "alice");
      onPublic(request);

      RequestSession.of(request).orElseThrow().follow(() -> "alice");

      assertThat(request.sessionAttributes())
          .containsOnly(entry("cart", "full"), entry(OWNER, "1 caller=alice by=HEADER"));
    }

    @Test
    void isFollowedByALogoutThatEndsTheSession() {
      FakeRequest request = withSession("1");
      RequestSession seen = anonymous(request);
      seen.follow(ERIN);

      seen.followLogout();

      assertThat(request.hasSession()).isFalse();
      assertThat(seen.get(false)).isNull();
      assertThat(events).containsExactly(new CallerLoggedOut("erin"));
    }

    @Test
    void isNoLogoutOfTheSessionOfAnonymousRequests() {
      FakeRequest request = withSession("1");

      anonymous(request).followLogout();

      assertThat(request.sessionAttributes()).containsEntry("cart", "full");
    }

    @Test
    void leavesWhatAnotherMechanismStoresToAnonymousRequestsUntilItsLogin() {
      FakeRequest redirect = new FakeRequest();
      redirect.getSession(true);
      flow().noteChosen(redirect, null);
      assertThat(redirect.sessionAttributes()).containsEntry(OWNER, "1");
      assertThat(RequestSession.of(redirect)).isEmpty();

      FakeRequest callback = redirect.next();
      flow().noteChosen(callback, ERIN);
      assertThat(callback.sessionAttributes()).containsEntry(OWNER, "1 caller=erin");
      assertThat(callback.sessionIdChanges).isEqualTo(1);
    }

    /** A mechanism may answer with a redirect before its call returns. */
    @Test
    void keepsTheSessionThatAnotherMechanismHasCreatedForItsLogin() {
      FakeRequest request = new FakeRequest();
      RequestSession.recordAnonymous(request.getSession(true));
      request.sessionAttributes().put("state", "of the mechanism");

      flow().noteChosen(request, ERIN);

      assertThat(request.sessionAttributes())
          .containsEntry(OWNER, "1 caller=erin")
          .containsEntry("state", "of the mechanism");
      assertThat(request.sessionIdChanges).isEqualTo(1);
    }

    @Test
    void marksNoSessionThatIsNotNew() {
      FakeRequest request = withSession(null);

      flow().noteChosen(request, null);

      assertThat(request.sessionAttributes()).doesNotContainKey(OWNER);
    }
  }

  @Nested
  class ThePersistentVariant {
    @Test
    void writesNoOlderGroupsOverThoseOfALaterHeader() {
      FakeRequest next = loggedIn("alice").next();
      String later = "1 caller=alice by=HEADER login=" + now.toEpochMilli() + " stamp=stamp-1";
      whileStoreIsAsked = () -> next.sessionAttributes().put(OWNER, later);

      assertThat(entered(onProtected(next)).groups()).contains("administrator");

      assertThat(next.sessionAttributes()).containsEntry(OWNER, later);
    }

    @Test
    void keepsTheSessionOfAnAccountThatTheStoreSpellsOtherwise() {
      FakeRequest login = loggedIn("Alice");
      login.sessionAttributes().put("cart", "full");
      events.clear();

      FakeRequest again = login.next().header("remote-user", "Alice");
      assertThat(entered(onPublic(again)).getName()).isEqualTo("alice");
      onPublic(again.next());
      FakeRequest otherwise = again.next().header("remote-user", "alice");
      onPublic(otherwise);

      assertThat(otherwise.sessionAttributes()).containsEntry("cart", "full");
      assertThat(beginsSession).containsExactly(true, false, true);
      assertThat(events).isEmpty();
    }

    @Test
    void startsTenSessionsAMinuteForACallerWithoutCookies() {
      persistent = true;
      AuthenticationFlow flow = flow();
      int started = 0;
      for (int i = 0; i < 30; i++) {
        FakeRequest request = named("alice");
        assertThat(entered(flow.decide(new Attempt(request, false, null))).getName())
            .isEqualTo("alice");
        started += request.hasSession() ? 1 : 0;
      }
      assertThat(started).isEqualTo(10);
      assertThat(beginsSession.stream().filter(begins -> begins)).hasSize(10);

      FakeRequest other = named("dora");
      flow.decide(new Attempt(other, false, null));
      assertThat(other.hasSession()).isTrue();
      FakeRequest browser = named("alice").header("cookie", "theme=dark");
      flow.decide(new Attempt(browser, false, null));
      assertThat(browser.hasSession()).isTrue();
      now = now.plusSeconds(60);
      FakeRequest later = named("alice");
      flow.decide(new Attempt(later, false, null));
      assertThat(later.hasSession()).isTrue();
    }

    @Test
    void startsASessionWithEachLoginOnALoginPath() {
      persistent = true;
      loginPaths = Set.of("/private");
      AuthenticationFlow flow = flow();

      for (int i = 0; i < 30; i++) {
        FakeRequest request = named("alice");
        flow.decide(new Attempt(request, false, null));
        assertThat(request.hasSession()).isTrue();
      }
    }

    private FakeRequest loggedIn(String name) {
      persistent = true;
      FakeRequest login = named(name).header("remote-groups", "admins");
      assertThat(entered(onProtected(login)).authenticatedBy()).isEqualTo(AuthenticatedBy.HEADER);
      return login;
    }

    @Test
    void remembersAHeaderCallerWithTheGroupsOfItsHeader() {
      FakeRequest login = loggedIn("alice");

      RemoteUserPrincipal caller = entered(onProtected(login.next()));

      assertThat(caller.getName()).isEqualTo("alice");
      assertThat(caller.authenticatedBy()).isEqualTo(AuthenticatedBy.SESSION);
      assertThat(caller.groups()).containsExactlyInAnyOrder("user", "administrator");
      assertThat(events).hasSize(1).first().isInstanceOf(CallerAuthenticated.class);
    }

    @Test
    void marksTheRequestThatBeginsTheSessionForTheStore() {
      FakeRequest login = loggedIn("alice");

      onProtected(login.next().header("remote-user", "alice"));
      onProtected(login.next().header("remote-user", "dora"));

      assertThat(beginsSession).containsExactly(true, false, true);
    }

    @Test
    void remembersCallersOnlyIfItIsOn() {
      FakeRequest login = named("alice");
      onProtected(login);

      assertThat(login.hasSession()).isFalse();
      assertThat(onPublic(login.next())).isEqualTo(new Anonymous());
    }

    @Test
    void forgetsRememberedCallersOnceItIsOff() {
      FakeRequest login = loggedIn("alice");
      persistent = false;

      assertThat(onPublic(login.next())).isEqualTo(new Anonymous());
    }

    @Test
    void changesTheIdOfASessionThatIsThereAlready() {
      persistent = true;
      FakeRequest login = named("alice");
      login.getSession(true);

      onPublic(login);

      assertThat(login.sessionIdChanges).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
      "planted, planted, 1",
      "planted.node0, planted, 1",
      "planted, planted.node0, 1",
      "planted, fresh, 0"
    })
    void changesTheIdThatANewSessionTakesFromTheRequest(
        String requested, String given, int changes) {
      persistent = true;
      FakeRequest login = named("alice");
      login.requestedSessionId = requested;
      login.newSessionId = given;

      onPublic(login);

      assertThat(login.sessionIdChanges).isEqualTo(changes);
      assertThat(entered(onPublic(login.next())).getName()).isEqualTo("alice");
    }

    @Test
    void losesTheGroupsThatTheMappingGivesNoMore() {
      FakeRequest login = loggedIn("alice");
      assertThat(entered(onPublic(login.next())).groups()).contains("administrator");

      mapping = "admins=auditor,staff=user";
      assertThat(entered(onPublic(login.next())).groups()).containsExactly("user");
    }

    @Test
    void forgetsTheCallerOfASessionThatIsEndedMeanwhile() {
      FakeRequest login = loggedIn("alice");
      FakeRequest next = login.next();
      next.endSessionMeanwhile();

      assertThat(onPublic(next)).isEqualTo(new Anonymous());
      assertThat(rejections()).isEmpty();
    }

    @Test
    void keepsTheSessionWhenTheHeaderComesAgain() {
      FakeRequest again = loggedIn("alice").next().header("remote-user", "alice");
      again.getSession(true).setAttribute("cart", "full");

      RemoteUserPrincipal caller = entered(onPublic(again));

      assertThat(caller.authenticatedBy()).isEqualTo(AuthenticatedBy.HEADER);
      assertThat(again.getSession(false).getAttribute("cart")).isEqualTo("full");
      assertThat(again.sessionIdChanges).isZero();
      assertThat(events).hasSize(1);
    }

    @Test
    void takesOverTheGroupsOfTheLatestHeader() {
      FakeRequest again = loggedIn("alice").next().header("remote-user", "alice");
      onPublic(again);

      assertThat(entered(onPublic(again.next())).groups()).containsExactly("user");
    }

    @Test
    void recognizesTheCallerByTheNormalizedName() {
      FakeRequest again = loggedIn("alice").next().header("remote-user", "alice@corp");

      assertThat(entered(onPublic(again)).getName()).isEqualTo("alice");
      assertThat(events).hasSize(1);
    }

    @Test
    void countsOnlyThroughATrustedPeerAndLeavesTheSessionThere() {
      FakeRequest login = loggedIn("alice");
      FakeRequest elsewhere = login.next().from("10.1.2.4");

      assertThat(onPublic(elsewhere)).isEqualTo(new Anonymous());
      assertThat(onProtected(elsewhere.next().from("10.1.2.4"))).isInstanceOf(Challenge.class);
      assertThat(entered(onPublic(elsewhere.next())).getName()).isEqualTo("alice");
    }

    @Test
    void countsNoMoreWhenHeadersAreOff() {
      FakeRequest login = loggedIn("alice");
      enabled = false;

      assertThat(onPublic(login.next())).isEqualTo(new Anonymous());
    }

    @Test
    void beginsANewSessionForAnotherCaller() {
      FakeRequest switched = loggedIn("alice").next().header("remote-user", "dora");
      switched.getSession(true).setAttribute("cart", "alice's");

      assertThat(entered(onPublic(switched)).getName()).isEqualTo("dora");
      assertThat(switched.getSession(false).getAttribute("cart")).isNull();
      assertThat(entered(onPublic(switched.next())).getName()).isEqualTo("dora");
      assertThat(events).contains(new CallerLoggedOut("alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "nobody-knows"})
    void endsTheSessionEvenWhenTheOtherCallerIsRejected(String name) {
      FakeRequest switched = loggedIn("alice").next().header("remote-user", name);

      assertThat(onPublic(switched)).isEqualTo(new Anonymous());
      assertThat(switched.hasSession()).isFalse();
    }

    @Test
    void endsWithDeactivationOrAChangedStamp() {
      FakeRequest login = loggedIn("alice");
      stampOfDora = "stamp-2";

      FakeRequest rejected = login.next();
      assertThat(onPublic(rejected)).isEqualTo(new Anonymous());
      assertThat(rejected.hasSession()).isFalse();
      assertThat(rejections()).containsExactly(Rejection.SESSION_ENDED);
    }

    @Test
    void beginsAnewWithAHeaderAfterAChangedStamp() {
      FakeRequest login = loggedIn("alice");
      stampOfDora = "stamp-2";
      FakeRequest again = login.next().header("remote-user", "alice");

      assertThat(entered(onPublic(again)).authenticatedBy()).isEqualTo(AuthenticatedBy.HEADER);
      assertThat(entered(onPublic(again.next())).getName()).isEqualTo("alice");
    }

    @Test
    void lastsUntilItsMaximumAgeRegardlessOfActivity() {
      FakeRequest login = loggedIn("alice");
      now = now.plus(MAX_AGE);
      assertThat(entered(onPublic(login.next())).getName()).isEqualTo("alice");
      now = now.plusMillis(1);

      assertThat(onPublic(login.next())).isEqualTo(new Anonymous());
    }

    @Nested
    class WithLoginPaths {
      private static final Set<String> PATHS = Set.of("/sso-login");

      @Test
      void admitsThere() {
        loginPaths = PATHS;
        persistent = true;
        FakeRequest login = named("alice").path("/sso-login", null);

        assertThat(entered(onPublic(login)).getName()).isEqualTo("alice");
        assertThat(entered(onPublic(login.next())).authenticatedBy())
            .isEqualTo(AuthenticatedBy.SESSION);
      }

      @Test
      void authenticatesNoCallerElsewhere() {
        loginPaths = PATHS;
        persistent = true;

        assertThat(onPublic(named("alice"))).isEqualTo(new Anonymous());
        assertThat(onProtected(named("alice"))).isInstanceOf(Challenge.class);
        assertThat(onPublic(named("alice").path("/sso-login", "/x"))).isEqualTo(new Anonymous());
        assertThat(onPublic(named("alice").path("/SSO-login", null))).isEqualTo(new Anonymous());
      }

      @Test
      void neverRedirectsToALoginPageThatRejectsPasswords() {
        loginPaths = PATHS;
        persistent = true;

        assertThat(onProtected(named("alice").header("Accept", "text/html")))
            .isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
        assertThat(onProtected(anonymous().header("Accept", "text/html")))
            .isInstanceOfSatisfying(
                Challenge.class,
                challenge ->
                    assertThat(challenge.login()).isInstanceOf(Challenge.Login.Page.class));
      }

      @ParameterizedTest
      @ValueSource(strings = {"/sso-login", "/sso-login?by=header"})
      void sendsPeopleToALoginPageThatIsALoginPath(String page) {
        loginPaths = PATHS;
        persistent = true;
        loginPage = page;

        assertThat(onProtected(named("alice").header("Accept", "text/html")))
            .isInstanceOfSatisfying(
                Challenge.class,
                challenge ->
                    assertThat(((Challenge.Login.Page) challenge.login()).location())
                        .startsWith("/app" + page));
        assertThat(entered(onPublic(named("alice").path("/sso-login", null))).getName())
            .isEqualTo("alice");
      }

      @Test
      void leavesTheSessionToItsCallerElsewhere() {
        FakeRequest login = loggedIn("alice");
        loginPaths = PATHS;

        RemoteUserPrincipal caller = entered(onPublic(login.next().header("remote-user", "alice")));

        assertThat(caller.authenticatedBy()).isEqualTo(AuthenticatedBy.SESSION);
      }

      @Test
      void givesTheStableIdToTheStoresElsewhere() {
        readsIds = true;
        persistent = true;
        loginPaths = PATHS;
        FakeRequest login = named("alice").header("remote-id", "7").path("/sso-login", null);
        entered(onPublic(login));

        entered(onPublic(login.next().header("remote-user", "alice").header("remote-id", "8")));
        entered(onPublic(login.next()));

        assertThat(stableIds).containsExactly(Optional.of("7"), Optional.of("8"), Optional.empty());
      }

      @Test
      void endsTheSessionElsewhereWhenTheHeaderNamesSomebodyElse() {
        FakeRequest login = loggedIn("alice");
        loginPaths = PATHS;
        FakeRequest contradicted = login.next().header("remote-user", "dora");

        assertThat(onPublic(contradicted))
            .isEqualTo(new Challenge(new Challenge.Login.Elsewhere()));
        assertThat(contradicted.hasSession()).isFalse();
        assertThat(rejections()).containsExactly(Rejection.OTHER_CALLER);
      }
    }
  }

  @Nested
  class TheClientsAddress {
    @Test
    void isTheOneThatATrustedPeerNames() {
      onPublic(named("bob").header("x-forwarded-for", "198.51.100.1, 203.0.113.9, 10.1.2.3"));

      assertThat(events)
          .containsExactly(
              new RequestRejected(
                  Rejection.INACTIVE_CALLER, "10.1.2.3", "203.0.113.9", Optional.empty()));
    }

    @Test
    void isThePeersOwnWhereThePeerIsNotTrusted() {
      onPublic(named("alice").from("10.1.2.4").header("x-forwarded-for", "203.0.113.9"));

      assertThat(events)
          .containsExactly(
              new RequestRejected(
                  Rejection.UNTRUSTED_PEER, "10.1.2.4", "10.1.2.4", Optional.empty()));
    }

    @Test
    void isReportedWithALogin() {
      loginAsDora(anonymous().header("x-forwarded-for", "203.0.113.9"));

      assertThat(events)
          .singleElement()
          .isInstanceOfSatisfying(
              CallerAuthenticated.class,
              login -> assertThat(login.clientAddress()).isEqualTo("203.0.113.9"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "unknown", "evil\r\nname", "10.1.2.3, 10.1.2.4"})
    void isNeverTextThatSomebodyWrote(@Nullable String address) {
      onPublic(named("alice").from(address));

      assertThat(events)
          .containsExactly(
              new RequestRejected(
                  Rejection.UNTRUSTED_PEER, "(unreadable)", "(unreadable)", Optional.empty()));
    }
  }

  @Nested
  class AStoreThatIsDown {
    @Test
    void answersRequestsThatNameACallerWith503() {
      storesDown = true;

      assertThat(onPublic(named("alice"))).isEqualTo(new Reject(Rejection.STORE_UNAVAILABLE, 503));
      assertThat(rejections()).containsExactly(Rejection.STORE_UNAVAILABLE);
    }

    @Test
    void doesNotConcernAnonymousRequests() {
      storesDown = true;

      assertThat(onPublic(anonymous())).isEqualTo(new Anonymous());
    }

    @Test
    void keepsTheSessionOfThoseItRemembers() {
      FakeRequest login = anonymous();
      loginAsDora(login);
      storesDown = true;
      FakeRequest during = login.next();

      assertThat(onPublic(during)).isEqualTo(new Reject(Rejection.STORE_UNAVAILABLE, 503));
      storesDown = false;
      assertThat(entered(onPublic(during.next())).getName()).isEqualTo("dora");
    }

    /** Each decision has a time of its own, which all its stores share. */
    @Test
    void sharesTheTimeOfADecisionAndNoMore() {
      List<Long> waited = new ArrayList<>();
      whileStoreIsAsked =
          () -> {
            StoreWaits.add(5);
            waited.add(StoreWaits.nanos());
          };
      FakeRequest login = anonymous();
      loginAsDora(login);
      waited.clear();

      onPublic(login.next());
      onPublic(login.next());

      assertThat(waited).containsExactly(5L, 5L);
      assertThat(StoreWaits.nanos()).isZero();
    }

    @Test
    void isReportedToTheCallingPage() {
      storesDown = true;
      FakeRequest login = anonymous();

      assertThat(loginAsDora(login)).isEqualTo(new LoginFailed(Rejection.STORE_UNAVAILABLE));
      assertThat(RequestRejected.of(login).map(RequestRejected::reason))
          .contains(Rejection.STORE_UNAVAILABLE);
    }
  }

  @Nested
  class AFailureOfTheApplication {
    @RegisterExtension final LoggedLines log = new LoggedLines(SecurityEvents.class, Level.INFO);

    /** Each with its level. */
    private List<String> lines() {
      return log.records().stream().map(line -> line.getLevel() + " " + line.getMessage()).toList();
    }

    private void failWith(RuntimeException failure) {
      normalizer =
          name -> {
            throw failure;
          };
    }

    @Test
    void isA500AndNoStoreIsCalledUnavailable() {
      failWith(new IllegalStateException("no realm"));

      assertThat(onPublic(named("alice"))).isEqualTo(new Reject(Rejection.APPLICATION_FAILED, 500));
      assertThat(onProtected(named("alice")))
          .isEqualTo(new Reject(Rejection.APPLICATION_FAILED, 500));
      assertThat(rejections())
          .containsExactly(Rejection.APPLICATION_FAILED, Rejection.APPLICATION_FAILED);
    }

    @Test
    void isLoggedWithItsClassAndFramesAndWithoutTheValuesOfTheRequest() {
      failWith(
          new IllegalStateException(
              "no realm in ALICE\nof a@proxy.example \u202e, seen by Token-1234 and s3cret-cookie",
              new IllegalArgumentException("alice has no realm")));

      onPublic(
          named("alice")
              .header("remote-email", "a@proxy.example")
              .header("Authorization", "Bearer token-1234")
              .header("Cookie", "s3cret-cookie"));

      assertThat(lines()).hasSize(1);
      assertThat(lines().get(0))
          .startsWith(
              "SEVERE Rejected request from 10.1.2.3 (APPLICATION_FAILED):"
                  + " java.lang.IllegalStateException: no realm in (hidden)\\u000aof (hidden)"
                  + " \\u202e, seen by (hidden) and (hidden)\n\tat "
                  + AuthenticationFlowTest.class.getName())
          .contains("\nCaused by: java.lang.IllegalArgumentException: (hidden) has no realm\n\tat ")
          .doesNotContainIgnoringCase("alice\n")
          .doesNotContain("proxy.example", "1234", "s3cret");
    }

    @Test
    void isLoggedOnceAMinuteForEachPeer() {
      failWith(new IllegalStateException("no realm"));
      AuthenticationFlow flow = flow();
      for (int i = 0; i < 5; i++) {
        flow.decide(new Attempt(named("alice"), false, null));
      }

      assertThat(lines()).hasSize(1);
    }

    @Test
    void isAFailureOfABeanAlsoWhenAStoreHasCalledIt() {
      beanOfAStoreFails = true;

      assertThat(onPublic(named("alice"))).isEqualTo(new Reject(Rejection.APPLICATION_FAILED, 500));
      assertThat(lines())
          .singleElement()
          .asString()
          .contains(": java.lang.IllegalStateException: (hidden) has no department\n\tat ");
    }

    @Test
    void isReportedToTheCallingPage() {
      beanOfAStoreFails = true;
      FakeRequest login = anonymous();

      assertThat(loginAsDora(login)).isEqualTo(new LoginFailed(Rejection.APPLICATION_FAILED));
      assertThat(RequestRejected.of(login).map(RequestRejected::reason))
          .contains(Rejection.APPLICATION_FAILED);
    }

    @Test
    void isLoggedWithoutANewPassword() {
      observer =
          event -> {
            throw new IllegalStateException("dora changed secret to another-one");
          };

      login(
          anonymous(),
          new PasswordChangeCredential(
              "dora", new Password("secret"), new Password("another-one")));

      assertThat(lines())
          .singleElement()
          .asString()
          .contains("(hidden) changed (hidden) to (hidden)")
          .doesNotContain("another");
    }

    @Test
    void inAnObserverChangesNothingAndIsLoggedInTheSameWay() {
      observer =
          event -> {
            throw new IllegalStateException("dora did not log in with secret");
          };

      assertThat(entered(loginAsDora(anonymous())).getName()).isEqualTo("dora");
      assertThat(lines())
          .singleElement()
          .asString()
          .startsWith(
              "WARNING An observer of org.gatepass.CallerAuthenticated failed:"
                  + " java.lang.IllegalStateException: (hidden) did not log in with (hidden)"
                  + "\n\tat ");
    }

    @Test
    void ofAStoreHoldsNoMessage() {
      storesDown = true;
      onPublic(named("alice"));

      assertThat(lines())
          .containsExactly(
              "SEVERE Rejected request from 10.1.2.3 (STORE_UNAVAILABLE):"
                  + " java.lang.IllegalStateException");
    }
  }

  @Nested
  class ACredentialWithoutANameOrAPassword {
    private static Stream<UsernamePasswordCredential> credentials() {
      return Stream.of(
          new UsernamePasswordCredential(null, "x"),
          new UsernamePasswordCredential(null, (Password) null),
          new UsernamePasswordCredential("dora", (Password) null),
          new UsernamePasswordCredential("dora", ""),
          cleared());
    }

    private static UsernamePasswordCredential cleared() {
      UsernamePasswordCredential credential = new UsernamePasswordCredential("dora", "secret");
      credential.clear();
      return credential;
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void isAFailedLoginAndNoStoreSeesIt(UsernamePasswordCredential credential) {
      assertThat(login(anonymous(), credential))
          .isEqualTo(new LoginFailed(Rejection.WRONG_PASSWORD));
      assertThat(passwordsChecked).isZero();
    }

    @Test
    void isCountedForItsClient() {
      AuthenticationFlow flow = flow();
      for (int i = 0; i < 10; i++) {
        flow.decide(new Attempt(anonymous(), true, new UsernamePasswordCredential(null, "x")));
      }

      assertThat(
              flow.decide(
                  new Attempt(anonymous(), true, new UsernamePasswordCredential(null, "x"))))
          .isEqualTo(new LoginFailed(Rejection.TOO_MANY_ATTEMPTS));
    }
  }

  @Nested
  class ALoginOfAStoreThatValidatesOnlyPasswords {
    private final List<String> asked = new ArrayList<>();
    private String erin = "erin";
    private Set<String> groupsOfErin = Set.of("of the login");
    private boolean directoryDown;
    private CredentialValidationResult other = NOT_VALIDATED_RESULT;

    /** As a server's own store for a directory. */
    private final IdentityStore ldap =
        new IdentityStore() {
          @Override
          public CredentialValidationResult validate(Credential credential) {
            return credential instanceof UsernamePasswordCredential password
                    && password.compareTo(erin, "secret")
                ? new CredentialValidationResult(erin, groupsOfErin)
                : NOT_VALIDATED_RESULT;
          }

          @Override
          public Set<String> getCallerGroups(CredentialValidationResult caller) {
            asked.add(caller.getCallerPrincipal().getName());
            if (directoryDown) {
              throw new IllegalStateException("no directory");
            }
            return groupsOfErin;
          }
        };

    /** As a store of Gatepass, which may have an account of the name. */
    private final IdentityStore accounts =
        new IdentityStore() {
          @Override
          public CredentialValidationResult validate(Credential credential) {
            return credential instanceof RememberedCallerCredential ? other : INVALID_RESULT;
          }
        };

    @BeforeEach
    void haveADirectory() {
      directory = stores("directory", "accounts");
    }

    private PrioritizedStores stores(String nameOfLdap, String nameOfAccounts) {
      return new PrioritizedStores(
          List.of(
              new NamedStore(nameOfLdap, true, ldap, true, true),
              new NamedStore(nameOfAccounts, true, accounts, true, false)),
          new RememberedGroups(
              Duration.ofMinutes(1), () -> Duration.between(Instant.EPOCH, now).toNanos()));
    }

    private FakeRequest loginAsErin() {
      FakeRequest request = anonymous();
      entered(login(request, new UsernamePasswordCredential("erin", "secret")));
      return request;
    }

    @Test
    void isKeptWithItsGroupsWhichAreReadAgainAfterAWhile() {
      FakeRequest request = loginAsErin();
      groupsOfErin = Set.of("of today");

      assertThat(entered(onProtected(request.next())).groups()).containsExactly("of the login");
      assertThat(asked).isEmpty();
      now = now.plusSeconds(60);
      for (int i = 0; i < 5; i++) {
        assertThat(entered(onProtected(request.next())).groups()).containsExactly("of today");
      }
      assertThat(asked).containsExactly("erin");
    }

    @Test
    void recordsTheStoreInTheSession() {
      assertThat(loginAsErin().sessionAttributes().get(OWNER))
          .asString()
          .contains(" store=directory");
    }

    @Test
    void lastsUntilItsMaximumAge() {
      FakeRequest request = loginAsErin();
      now = now.plus(MAX_AGE);
      assertThat(entered(onProtected(request.next())).getName()).isEqualTo("erin");

      now = now.plusMillis(1);

      assertThat(onPublic(request.next())).isEqualTo(new Anonymous());
    }

    @Test
    void isA503WhileItsGroupsCanNotBeReadAndContinuesAfterThat() {
      FakeRequest request = loginAsErin();
      now = now.plusSeconds(60);
      directoryDown = true;
      FakeRequest during = request.next();

      assertThat(onPublic(during)).isEqualTo(new Reject(Rejection.STORE_UNAVAILABLE, 503));
      directoryDown = false;
      assertThat(entered(onProtected(during.next())).getName()).isEqualTo("erin");
    }

    @Test
    void endsWhereTheCallerIsInactiveInAnotherStore() {
      FakeRequest request = loginAsErin();
      other = INVALID_RESULT;

      assertThat(onPublic(request.next())).isEqualTo(new Anonymous());
      assertThat(rejections()).containsExactly(Rejection.SESSION_ENDED);
    }

    @Test
    void failsAtOnceWhereTheCallerIsInactiveInAnotherStore() {
      other = INVALID_RESULT;

      assertThat(login(anonymous(), new UsernamePasswordCredential("erin", "secret")))
          .isEqualTo(new LoginFailed(Rejection.WRONG_PASSWORD));
    }

    @Test
    void failsUnderBasicWhereTheCallerIsInactiveInAnotherStore() {
      fallback = Fallback.BASIC;
      assertThat(entered(onProtected(basic("erin:secret"))).getName()).isEqualTo("erin");
      other = INVALID_RESULT;

      assertThat(onProtected(basic("erin:secret")))
          .isEqualTo(new Challenge(new Challenge.Login.Basic()));
      assertThat(rejections()).containsExactly(Rejection.WRONG_PASSWORD);
    }

    private FakeRequest basic(String pair) {
      String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      return anonymous().header("Authorization", "Basic " + encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"erin ", "er\u00adin", "eri\u0301n", "anonymous"})
    void failsUnderANameThatNoCallerMayHave(String name) {
      // A directory may take it for erin.
      erin = name;

      assertThat(login(anonymous(), new UsernamePasswordCredential(name, "secret")))
          .isEqualTo(new LoginFailed(Rejection.WRONG_PASSWORD));
      fallback = Fallback.BASIC;
      assertThat(onProtected(basic(name + ":secret")))
          .isEqualTo(new Challenge(new Challenge.Login.Basic()));
    }

    @Test
    void endsWhereItsStoreIsGone() {
      FakeRequest request = loginAsErin();
      directory = stores("another directory", "accounts");

      assertThat(onPublic(request.next())).isEqualTo(new Anonymous());
    }

    @Test
    void isNotKeptForAStoreWithStamps() {
      FakeRequest request = loginAsErin();
      request
          .sessionAttributes()
          .put(OWNER, "1 caller=erin by=PASSWORD login=1767225600000 stamp=s store=directory");

      assertThat(onPublic(request.next())).isEqualTo(new Anonymous());
    }
  }

  @Nested
  class ACheckBeforeALogin {
    private final AuthenticationFlow flow = flow();
    private final UsernamePasswordCredential right =
        new UsernamePasswordCredential("dora", "secret");

    private Outcome check(FakeRequest request, Credential credential) {
      return flow.decide(new Attempt(request, false, credential).asCheck());
    }

    @Test
    void changesNothing() {
      FakeRequest request = anonymous();

      assertThat(entered(check(request, right)).getName()).isEqualTo("dora");
      assertThat(request.hasSession()).isFalse();
      assertThat(events).isEmpty();
    }

    @Test
    void savesTheLoginASecondOne() {
      FakeRequest request = anonymous();
      check(request, right);
      entered(flow.decide(new Attempt(request, false, right)));
      assertThat(passwordsChecked).isEqualTo(1);

      entered(flow.decide(new Attempt(request, false, right)));
      assertThat(passwordsChecked).isEqualTo(2);
    }

    @Test
    void countsForNoOtherCredential() {
      FakeRequest request = anonymous();
      check(request, right);

      assertThat(
              flow.decide(
                  new Attempt(request, false, new UsernamePasswordCredential("dora", "wrong"))))
          .isEqualTo(new LoginFailed(Rejection.WRONG_PASSWORD));
    }

    @Test
    void failsForAWrongPasswordAndTogetherWithAHeader() {
      assertThat(check(anonymous(), new UsernamePasswordCredential("dora", "wrong")))
          .isEqualTo(new LoginFailed(Rejection.WRONG_PASSWORD));
      assertThat(check(named("alice"), right))
          .isEqualTo(new LoginFailed(Rejection.NAMED_BY_HEADER));
    }
  }

  @Nested
  class ManyPasswords {
    /** One flow for all requests: it counts. */
    private final AuthenticationFlow flow = flow();

    private Outcome formLogin(FakeRequest request, String name, String password) {
      return flow.decide(
          new Attempt(request, true, new UsernamePasswordCredential(name, password)));
    }

    private static FakeRequest from(String clientAddress) {
      return anonymous().header("x-forwarded-for", clientAddress);
    }

    @Test
    void areSlowedDownForTheNameAndTheClientAddress() {
      for (int i = 0; i < 10; i++) {
        assertThat(formLogin(from("203.0.113.9"), "dora", "wrong"))
            .isEqualTo(new LoginFailed(Rejection.WRONG_PASSWORD));
      }
      FakeRequest request = from("203.0.113.9");

      assertThat(formLogin(request, "dora", "secret"))
          .isEqualTo(new LoginFailed(Rejection.TOO_MANY_ATTEMPTS));
      assertThat(RequestRejected.of(request).flatMap(RequestRejected::retryAfter))
          .contains(Duration.ofSeconds(1));
      assertThat(passwordsChecked).isEqualTo(10);
      assertThat(entered(formLogin(from("203.0.113.10"), "dora", "secret")).getName())
          .isEqualTo("dora");
    }

    @ParameterizedTest
    @EnumSource(
        names = {"LOCKED_CALLER", "EXPIRED_CALLER", "PASSWORD_CHANGE_REQUIRED", "PASSWORD_EXPIRED"})
    void areSlowedDownAlsoForARightPasswordOfAnAccountThatAdmitsNone(Rejection reason) {
      reasonForGrace = reason;
      for (int i = 0; i < 10; i++) {
        assertThat(formLogin(from("203.0.113.9"), "grace", "secret"))
            .isEqualTo(new LoginFailed(reason));
      }

      assertThat(formLogin(from("203.0.113.9"), "grace", "secret"))
          .isEqualTo(new LoginFailed(Rejection.TOO_MANY_ATTEMPTS));
    }

    @Test
    void areCountedForThePeerWhichIsNotTrusted() {
      for (int i = 0; i < 10; i++) {
        formLogin(from("203.0.113." + i).from("10.1.2.4"), "dora", "wrong");
      }

      assertThat(formLogin(from("203.0.113.99").from("10.1.2.4"), "dora", "secret"))
          .isEqualTo(new LoginFailed(Rejection.TOO_MANY_ATTEMPTS));
    }

    @Test
    void areNotCountedWhileTheStoreIsDown() {
      storesDown = true;
      for (int i = 0; i < 50; i++) {
        assertThat(formLogin(from("203.0.113.9"), "dora", "secret"))
            .isEqualTo(new LoginFailed(Rejection.STORE_UNAVAILABLE));
      }
      storesDown = false;

      assertThat(entered(formLogin(from("203.0.113.9"), "dora", "secret")).getName())
          .isEqualTo("dora");
    }

    @Test
    void areForgivenByASuccess() {
      for (int i = 0; i < 50; i++) {
        formLogin(from("203.0.113.9"), "dora", i % 5 == 4 ? "secret" : "wrong");
        if (i % 5 == 4) {
          now = now.plusSeconds(1);
        }
      }

      assertThat(passwordsChecked).isLessThan(50);
      assertThat(rejections()).contains(Rejection.TOO_MANY_ATTEMPTS);
    }

    @Test
    void neverSlowAHeaderDown() {
      for (int i = 0; i < 50; i++) {
        formLogin(from("203.0.113.9"), "alice", "wrong");
      }

      assertThat(
              entered(
                      flow.decide(
                          new Attempt(
                              named("alice").header("x-forwarded-for", "203.0.113.9"), true, null)))
                  .getName())
          .isEqualTo("alice");
    }

    @Test
    void areRejectedWith429AfterBasicOnPublicResourcesToo() {
      fallback = Fallback.BASIC;
      AuthenticationFlow basic = flow();
      for (int i = 0; i < 10; i++) {
        assertThat(basic.decide(new Attempt(offering("dora:wrong"), false, null)))
            .isEqualTo(new Anonymous());
      }
      for (boolean required : List.of(true, false)) {
        assertThat(basic.decide(new Attempt(offering("dora:secret"), required, null)))
            .isEqualTo(
                new Reject(Rejection.TOO_MANY_ATTEMPTS, 429, Optional.of(Duration.ofSeconds(1))));
      }
    }

    private static FakeRequest offering(String pair) {
      String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      return anonymous().header("Authorization", "Basic " + encoded);
    }

    @Test
    void ofBasicAreCheckedOnceWhileTheyAreFresh() {
      fallback = Fallback.BASIC;
      staleness = Duration.ofHours(1);
      AuthenticationFlow basic = flow();
      for (int i = 0; i < 50; i++) {
        assertThat(
                entered(basic.decide(new Attempt(offering("dora:secret"), true, null))).getName())
            .isEqualTo("dora");
      }
      assertThat(passwordsChecked).isEqualTo(1);

      doraActive = false;

      // The account is read each time; then the password again, because it may be a new one.
      basic.decide(new Attempt(offering("dora:secret"), true, null));
      assertThat(passwordsChecked).isEqualTo(2);
    }

    @Test
    void ofBasicAreCheckedAgainWhenTheStampHasChanged() {
      fallback = Fallback.BASIC;
      staleness = Duration.ofHours(1);
      AuthenticationFlow basic = flow();
      basic.decide(new Attempt(offering("dora:secret"), true, null));

      stampOfDora = "stamp-2";
      basic.decide(new Attempt(offering("dora:secret"), true, null));

      assertThat(passwordsChecked).isEqualTo(2);
    }

    @Test
    void ofBasicAreCheckedEachTimeWithoutStaleness() {
      fallback = Fallback.BASIC;
      AuthenticationFlow basic = flow();
      for (int i = 0; i < 20; i++) {
        entered(basic.decide(new Attempt(offering("dora:secret"), true, null)));
      }

      assertThat(passwordsChecked).isEqualTo(20);
    }
  }

  @Nested
  class TheSameOriginCheck {
    private FakeRequest crossSite(String method) {
      return named("alice").method(method).header("Sec-Fetch-Site", "cross-site");
    }

    @Test
    void rejectsWhatAPageOfSomebodyElseSends() {
      sameOriginCheck = true;

      assertThat(onPublic(crossSite("POST")))
          .isEqualTo(new Reject(Rejection.CROSS_SITE, 403, Optional.empty()));
      assertThat(rejections()).containsExactly(Rejection.CROSS_SITE);
    }

    @Test
    void leavesReadingAlone() {
      sameOriginCheck = true;

      assertThat(entered(onPublic(crossSite("GET"))).getName()).isEqualTo("alice");
    }

    @Test
    void guardsTheHandshakeOfAWebSocket() {
      sameOriginCheck = true;
      FakeRequest handshake = named("alice").header("Upgrade", "websocket").header("Host", "app");

      assertThat(onPublic(handshake.header("Origin", "https://evil.example")))
          .isEqualTo(new Reject(Rejection.CROSS_SITE, 403, Optional.empty()));
    }

    @Test
    void isOffByDefault() {
      assertThat(entered(onPublic(crossSite("POST"))).getName()).isEqualTo("alice");
    }
  }

  @Nested
  class AnOpenPath {
    @RegisterExtension final LoggedLines lines = new LoggedLines(SecurityEvents.class, Level.ALL);

    @BeforeEach
    void isConfigured() {
      openPaths = List.of(OpenPath.parse("/health"));
    }

    private static FakeRequest health(FakeRequest request) {
      request.requestUri = "/app/health";
      return request.path("/health", null);
    }

    @Test
    void isAnonymousWhateverTheRequestCarries() {
      persistent = true;
      FakeRequest login = named("alice");
      entered(onProtected(login));

      assertThat(onPublic(health(anonymous()))).isInstanceOf(Anonymous.class);
      assertThat(onPublic(health(named("alice")))).isInstanceOf(Anonymous.class);
      assertThat(onPublic(health(named("al ice")))).isInstanceOf(Anonymous.class);
      assertThat(onPublic(health(named("bob").from("10.9.9.9")))).isInstanceOf(Anonymous.class);
      assertThat(onPublic(health(login.next().header("remote-user", "alice"))))
          .isInstanceOf(Anonymous.class);
      assertThat(rejections()).isEmpty();
    }

    @Test
    void callsNoStore() {
      storesDown = true;

      assertThat(onPublic(health(named("alice")))).isInstanceOf(Anonymous.class);
      assertThat(onPublic(named("alice"))).isInstanceOf(Reject.class);
    }

    @Test
    void needsNoHeader() {
      failIfHeaderMissing = true;

      assertThat(onPublic(health(anonymous()))).isInstanceOf(Anonymous.class);
      assertThat(onPublic(anonymous())).isInstanceOf(Challenge.class);
    }

    @Test
    void leavesTheSessionOfACallerAlone() {
      persistent = true;
      FakeRequest login = named("alice");
      entered(onProtected(login));
      FakeRequest probe = health(login.next());

      onPublic(probe);

      assertThat(RequestSession.of(probe).orElseThrow().isVisible()).isFalse();
      assertThat(entered(onProtected(probe.next())).getName()).isEqualTo("alice");
    }

    @Test
    void isNotOpenWhereTheContainerProtectsIt() {
      AuthenticationFlow flow = flow();

      assertThat(flow.decide(new Attempt(health(anonymous()), true, null)))
          .isInstanceOf(Challenge.class);
      assertThat(entered(flow.decide(new Attempt(health(named("alice")), true, null))).getName())
          .isEqualTo("alice");
      assertThat(lines.messages(Level.SEVERE))
          .containsExactly(
              "gatepass.open-paths: \"/health\" is not open for a request, because a constraint of"
                  + " the application protects its path: remove the constraint (web.xml,"
                  + " @ServletSecurity) or the open path");
    }

    @Test
    void logsAConstraintOnceAMinute() {
      AuthenticationFlow flow = flow();
      for (int seconds : new int[] {0, 59, 60}) {
        now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds);
        flow.decide(new Attempt(health(anonymous()), true, null));
      }

      assertThat(lines.messages(Level.SEVERE)).hasSize(2);
    }

    @Test
    void authenticatesTheCallerIfTheApplicationDemandsOne() {
      FakeRequest request = health(named("alice"));
      onPublic(request);

      assertThat(entered(onProtected(request)).getName()).isEqualTo("alice");
      assertThat(lines.messages(Level.SEVERE)).isEmpty();
    }

    /** Liberty calls the mechanism for the dispatch to an error page. */
    @ParameterizedTest
    @EnumSource(DispatcherType.class)
    void staysAnonymousInEachDispatch(DispatcherType dispatch) {
      FakeRequest request = health(named("alice"));
      onPublic(request);
      request.dispatcherType = dispatch;
      request.path("/error", null);

      assertThat(onPublic(request)).isInstanceOf(Anonymous.class);
      assertThat(onProtected(request)).isInstanceOf(Authenticated.class);
    }

    @Test
    void acceptsNoPasswordOfACallerWhomTheProxyNames() {
      FakeRequest request = health(named("alice"));
      onPublic(request);

      assertThat(loginAsDora(request)).isEqualTo(new LoginFailed(Rejection.NAMED_BY_HEADER));
      assertThat(loginAsDora(health(named("alice"))))
          .isEqualTo(new LoginFailed(Rejection.NAMED_BY_HEADER));
    }

    @ParameterizedTest
    @EnumSource(value = DispatcherType.class, names = "REQUEST", mode = EnumSource.Mode.EXCLUDE)
    void isNotOpenByADispatch(DispatcherType dispatch) {
      FakeRequest request = health(named("al ice"));
      request.dispatcherType = dispatch;

      assertThat(onPublic(request)).isInstanceOf(Reject.class);
    }

    @Test
    void isGuardedByTheSameOriginCheck() {
      sameOriginCheck = true;
      FakeRequest request = health(anonymous()).method("POST");

      assertThat(onPublic(request.header("Sec-Fetch-Site", "cross-site")))
          .isEqualTo(new Reject(Rejection.CROSS_SITE, 403, Optional.empty()));
      assertThat(onPublic(health(anonymous()).method("POST"))).isInstanceOf(Anonymous.class);
    }
  }

  @Nested
  class APreflight {
    @BeforeEach
    void isAllowed() {
      allowPreflight = true;
    }

    private static FakeRequest preflight() {
      return anonymous()
          .method("OPTIONS")
          .header("Origin", "https://front.example.org")
          .header("Access-Control-Request-Method", "PUT");
    }

    @Test
    void isAnonymousAndReachesNoServlet() {
      failIfHeaderMissing = true;
      for (FakeRequest request : List.of(preflight(), preflight().header("remote-user", "a b"))) {
        assertThat(onPublic(request)).isInstanceOf(Anonymous.class);
        assertThat(Preflight.isMarked(new HttpServletRequestWrapper(request))).isTrue();
      }
      assertThat(rejections()).isEmpty();
    }

    @Test
    void isARequestLikeOthersWhereTheContainerRequiresACaller() {
      FakeRequest request = preflight();

      assertThat(onProtected(request)).isInstanceOf(Challenge.class);
      assertThat(Preflight.isMarked(request)).isFalse();
    }

    @Test
    void isARequestLikeOthersByDefault() {
      allowPreflight = false;
      failIfHeaderMissing = true;
      FakeRequest request = preflight();

      assertThat(onPublic(request)).isInstanceOf(Challenge.class);
      assertThat(Preflight.isMarked(request)).isFalse();
    }

    @Test
    void isNoRequestThatLacksAPartOfIt() {
      failIfHeaderMissing = true;
      FakeRequest options = anonymous().method("OPTIONS");
      FakeRequest get = preflight().method("GET");
      FakeRequest lower = preflight().method("options");
      FakeRequest origin = anonymous().method("OPTIONS").header("Origin", "https://x.example");
      FakeRequest blank =
          anonymous()
              .method("OPTIONS")
              .header("Origin", "https://x.example")
              .header("Access-Control-Request-Method", " ");
      FakeRequest twice = preflight().header("Origin", "https://front.example.org");

      for (FakeRequest request : List.of(options, get, lower, origin, blank, twice)) {
        assertThat(onPublic(request)).isInstanceOf(Challenge.class);
        assertThat(Preflight.isMarked(request)).isFalse();
      }
    }

    @Test
    void isNoCallOfTheApplication() {
      FakeRequest request = preflight().header("remote-user", "alice");
      onPublic(request);

      assertThat(onPublic(request)).isInstanceOf(Anonymous.class);
      assertThat(entered(onProtected(request)).getName()).isEqualTo("alice");
    }

    @Test
    void opensNoWebSocket() {
      sameOriginCheck = true;

      assertThat(onPublic(preflight())).isInstanceOf(Anonymous.class);
      assertThat(onPublic(preflight().header("Upgrade", "websocket")))
          .isEqualTo(new Reject(Rejection.CROSS_SITE, 403, Optional.empty()));
    }
  }

  @Nested
  class APublicUrlWithAPath {
    @BeforeEach
    void isConfigured() {
      publicUrl = PublicUrl.parse("https://example.org/apps/x");
    }

    private String location(String contextPath, String target) {
      FakeRequest request = anonymous().header("Accept", "text/html");
      request.contextPath = contextPath;
      request.requestUri = target;
      request
          .header("X-Forwarded-Prefix", "/evil")
          .header("X-Forwarded-Host", "evil.example")
          .header("X-Forwarded-Uri", "/evil");
      Challenge challenge = (Challenge) onProtected(request);
      return ((Challenge.Login.Page) challenge.login()).location();
    }

    @ParameterizedTest
    @CsvSource({
      "/app, /app/private, /private",
      "/app, /app, /",
      "/app, /app/, /",
      "'', /private, /private",
      "//app, //app/private, /private",
      "/%61pp, /%61pp/private, /private",
      "/app, /private, /",
      "/app, /app//evil.example/x, //evil.example/x",
      "/app, /applied, /"
    })
    void replacesTheContextPath(String contextPath, String target, String below) {
      assertThat(location(contextPath, target))
          .isEqualTo(
              "/apps/x/login?next="
                  + URLEncoder.encode("/apps/x" + below + "?a=1&b=2", StandardCharsets.UTF_8));
    }

    /** The login begins another session: the address must not lead back to a former one. */
    @ParameterizedTest
    @CsvSource({
      "/app/private;jsessionid=0123ab, /app/private",
      "/app/private;a=1;JSESSIONID=0123ab.node1;b=2, /app/private;a=1;b=2",
      "/app;jsessionid=0123ab/private, /app/private",
      "/app/private;jsessionids=1, /app/private;jsessionids=1"
    })
    void leavesOutTheSessionOfTheAddress(String target, String next) {
      publicUrl = PublicUrl.parse("https://example.org");

      assertThat(location("/app", target))
          .isEqualTo(
              "/app/login?next=" + URLEncoder.encode(next + "?a=1&b=2", StandardCharsets.UTF_8));
    }

    @Test
    void isWithoutEffectOnRedirectsIfItHasNoPath() {
      publicUrl = PublicUrl.parse("https://example.org");

      assertThat(location("/app", "/app/private"))
          .isEqualTo("/app/login?next=%2Fapp%2Fprivate%3Fa%3D1%26b%3D2");
    }
  }
}
