// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gatepass.AuthenticatedBy;
import org.gatepass.CallerNameNormalizer;
import org.gatepass.Fallback;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.LoginFailed;
import org.gatepass.internal.flow.Outcome.Reject;
import org.gatepass.internal.identity.Assertion;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.open.OpenPath;
import org.gatepass.internal.open.OpenRequests;
import org.gatepass.internal.open.Preflight;
import org.gatepass.internal.session.IssuerSessions;
import org.gatepass.internal.session.RequestSession;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.session.SessionOwner;
import org.gatepass.internal.session.SessionStarts;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.store.FailureWrappingStores;
import org.gatepass.internal.store.StoreFailure;
import org.gatepass.spi.ApplicationFailure;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.NodeState;
import org.gatepass.spi.PrivateTexts;
import org.gatepass.spi.StoreWaits;
import org.gatepass.spi.signout.IssuerSession;
import org.jspecify.annotations.Nullable;

/**
 * The decision about a request, from its identity headers, its session, its password and its bearer
 * token. It depends on requests, identity stores and sessions, but not on the integration that
 * calls it, so all integrations carry out the same decision. Immutable and safe for use by many
 * threads.
 */
public final class AuthenticationFlow {
  /** The time after which keys that were not available may be. */
  private static final Duration KEYS_RETRY = Duration.ofSeconds(5);

  private final MechanismSettings settings;
  private final FailureWrappingStores stores;
  private final CallerNameNormalizer names;
  private final Callers callers;
  private final PasswordLogins passwords;
  private final TokenLogins tokens;
  private final Challenges challenges;
  private final SessionKeeper sessions;
  private final SessionStarts starts;
  private final SecurityEvents events;
  private final InstantSource clock;
  private final IssuerSessions issuerSessions;
  private final Optional<SignOutRequests> signOuts;

  public AuthenticationFlow(
      MechanismSettings settings,
      IdentityStoreHandler stores,
      CallerNameNormalizer names,
      SessionKeeper sessions,
      SecurityEvents events,
      InstantSource clock) {
    this.settings = settings;
    this.stores = new FailureWrappingStores(stores);
    this.names = names;
    this.callers = new Callers(settings.trust().groupsSource());
    this.passwords = new PasswordLogins(settings);
    this.tokens = new TokenLogins(settings.password().cacheAge(), System::nanoTime);
    this.challenges = new Challenges(settings);
    this.sessions = sessions;
    this.starts = new SessionStarts(clock);
    this.events = events;
    this.clock = clock;
    this.issuerSessions = new IssuerSessions(settings.session().maxAge(), clock);
    this.signOuts =
        settings
            .trust()
            .judge()
            .signOutEndpoint()
            .map(
                endpoint -> new SignOutRequests(endpoint, issuerSessions, sessions.ends(), events));
  }

  /** Decides about a request. It may end or create a session, and does not change the response. */
  public Outcome decide(Attempt attempt) {
    if (isOpen(attempt)) {
      return anonymous(sessions.of(attempt.request()));
    }
    boolean observed = events.observes(attempt);
    Visit visit = new Visit(attempt, settings, stores, observed);
    Supplier<PrivateTexts> outer = PrivateTexts.replaceCurrent(visit);
    try {
      Outcome outcome = StoreWaits.during(() -> decide(visit));
      // A check that succeeds is followed by the login.
      if (observed && !(visit.checksOnly() && outcome instanceof Authenticated)) {
        events.decided(visit.decided(outcome));
      }
      return outcome;
    } finally {
      PrivateTexts.replaceCurrent(outer);
    }
  }

  /** Whether a request is anonymous whatever it carries, so that Gatepass reads none of it. */
  private boolean isOpen(Attempt attempt) {
    HttpServletRequest request = attempt.request();
    OpenRequests open = settings.session().open();
    if (!open.isAny()) {
      return false;
    }
    if (!attempt.isFirst()) {
      // Liberty calls again for an error page. A call of the application requires a caller.
      return attempt.offered() == null
          && !attempt.callerRequired()
          && OpenRequests.isMarked(request);
    }
    // Where the container requires a caller, it would end the request before the filters.
    if (open.isPreflight(request) && !attempt.callerRequired() && permitsOrigin(request)) {
      Preflight.mark(request);
      OpenRequests.mark(request);
      return true;
    }
    Optional<OpenPath> path = open.pathOf(request);
    if (path.isPresent() && attempt.callerRequired()) {
      events.protectedOpenPath(settings.prefix(), path.get());
      return false;
    }
    if (path.isEmpty() || !permitsOrigin(request)) {
      return false;
    }
    OpenRequests.mark(request);
    return true;
  }

  private boolean permitsOrigin(HttpServletRequest request) {
    return settings.session().permits(request.getMethod(), ServletPeer.headers(request));
  }

  private Outcome decide(Visit visit) {
    Optional<SignOutRequests> signOut = signOuts.filter(requests -> requests.serves(visit));
    if (signOut.isPresent()) {
      return signOut.get().answer(visit);
    }
    if (!visit.passesSameOriginCheck()) {
      return reject(visit, Rejection.CROSS_SITE, HttpServletResponse.SC_FORBIDDEN);
    }
    Assertion assertion = visit.assertion();
    if (assertion instanceof Assertion.Malformed malformed) {
      return reject(visit, malformed.reason(), HttpServletResponse.SC_BAD_REQUEST);
    }
    if (assertion instanceof Assertion.Absent absent
        && absent.ignored() == Rejection.KEYS_UNAVAILABLE) {
      events.rejected(visit, Rejection.KEYS_UNAVAILABLE, Optional.of(KEYS_RETRY));
      return visit.offered() == null
          ? new Reject(
              Rejection.KEYS_UNAVAILABLE,
              HttpServletResponse.SC_SERVICE_UNAVAILABLE,
              Optional.of(KEYS_RETRY))
          : new LoginFailed(Rejection.KEYS_UNAVAILABLE);
    }
    try {
      visit.throwFailure();
      if (assertion instanceof Assertion.Asserted asserted) {
        return headerLogin(visit, asserted);
      }
      if (assertion instanceof Assertion.Absent absent && absent.ignored() != null) {
        events.rejected(visit, absent.ignored());
      }
      return withoutHeader(visit);
    } catch (StoreFailure failure) {
      events.storeFailed(visit, failure.thrown());
      return failed(visit, Rejection.STORE_UNAVAILABLE, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    } catch (RuntimeException failure) {
      ApplicationFailure ofABean = ApplicationFailure.in(failure);
      events.applicationFailed(visit, ofABean == null ? failure : ofABean.thrown());
      return failed(
          visit, Rejection.APPLICATION_FAILED, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }

  /** The outcome of a failure. A programmatic login fails, and the application answers. */
  private static Outcome failed(Visit visit, Rejection reason, int status) {
    return visit.offered() != null ? new LoginFailed(reason) : new Reject(reason, status);
  }

  /** Ends the session that the request names, if it belongs to a caller. */
  public void logOut(HttpServletRequest request) {
    PrivateTexts.during(
        () -> RequestTexts.of(request),
        () -> {
          RequestSession session = sessions.of(request);
          session.end();
          return session;
        });
  }

  /** Whether a request without the caller's header is rejected. */
  public boolean isHeaderRequired() {
    return settings.trust().failIfHeaderMissing();
  }

  /** A number of the mechanism, or of its source of identity; empty for another module's. */
  public OptionalDouble state(NodeState.Gauge gauge) {
    if (gauge == NodeState.Gauge.FAILED_LOGIN_KEYS) {
      return OptionalDouble.of(
          passwords.failureKeys()
              + tokens.failureKeys()
              + signOuts.map(SignOutRequests::failureKeys).orElse(0));
    }
    return settings.trust().judge().source() instanceof NodeState source
        ? source.valueOf(gauge)
        : OptionalDouble.empty();
  }

  /**
   * The session of a request without a decision of this flow: the request failed before, or a
   * mechanism of the application was called instead.
   */
  public RequestSession undecided(HttpServletRequest request) {
    RequestSession session = sessions.of(request);
    Principal caller = request.getUserPrincipal();
    if (caller == null) {
      session.useAnonymously();
    } else {
      session.useAs(SessionOwner.Caller.ofEachRequest(caller.getName(), caller.getName(), null));
    }
    return session;
  }

  /**
   * Records that a handler of the application has selected a mechanism for a request: Gatepass's or
   * another one.
   *
   * @param request the request, as the container received it
   * @param caller the caller that the mechanism authenticated; null for an anonymous request
   */
  public void noteChosen(HttpServletRequest request, @Nullable Principal caller) {
    sessions.noteChosen(request, caller);
  }

  /** A trusted proxy names a caller: only this name is considered, even if it is rejected. */
  private Outcome headerLogin(Visit visit, Assertion.Asserted asserted) {
    events.leftOut(visit, asserted.leftOut());
    if (visit.offered() != null) {
      return loginFailed(visit, Rejection.NAMED_BY_HEADER);
    }
    String callerName = ApplicationFailure.guard(() -> names.normalize(asserted.callerName()));
    // An unchanged name has already passed the same rules.
    Rejection unfit =
        asserted.callerName().equals(callerName)
            ? null
            : settings.trust().judge().checkNormalizedName(callerName);
    if (unfit != null) {
      return reject(visit, unfit, HttpServletResponse.SC_BAD_REQUEST);
    }
    RequestSession session = sessions.of(visit.request());
    // Read first, so that a session whose end is reported from now on ends this login. Only
    // remembered logins have a time.
    Instant begun = settings.session().persistence().isOn() ? clock.instant() : Instant.EPOCH;
    if (issuerSessions.hasEnded(asserted.issued())) {
      return endedByIssuer(visit, session);
    }
    if (!settings.session().persistence().admitsHeaderOn(visit.path())) {
      return headerOffLoginPath(visit, session, callerName);
    }
    Optional<SessionOwner.Caller> owner = owner(visit, session);
    boolean sameName = owner.filter(known -> known.lookupName().equals(callerName)).isPresent();
    boolean remembered =
        sameName
            && owner
                .flatMap(
                    known ->
                        known
                            .loginBy(AuthenticatedBy.HEADER)
                            .filter(login -> !isOver(visit, known.name(), login)))
                .isPresent();
    boolean remembers =
        settings.session().persistence().isOn()
            && (remembered || mayStartSession(visit, callerName));
    RemoteUserCredential credential =
        new RemoteUserCredential(
            callerName,
            asserted.groups(),
            asserted.email(),
            asserted.displayName(),
            asserted.stableId(),
            remembers && !remembered);
    CredentialValidationResult result;
    try {
      if (asserted.issued() != null
          && visit.stores().isTrue(() -> sessions.ends().hasEnded(asserted.issued()))) {
        return endedByIssuer(visit, session);
      }
      result = visit.stores().validate(credential);
    } catch (RuntimeException failure) {
      if (!sameName) {
        session.end();
      }
      throw failure;
    }
    if (result.getStatus() == Status.VALID) {
      RemoteUserPrincipal caller = callers.byHeader(result, credential);
      ClaimedIdentity.Issued issued = asserted.issued();
      IssuerSession issuerSession = issued == null ? null : issued.session();
      Instant issuedAt = issued == null || issuerSession == null ? null : issued.at();
      noteSeen(issuerSession, caller);
      if (remembers) {
        rememberByHeader(
            visit,
            session,
            caller,
            credential,
            new Basis(begun, result.getIdentityStoreId(), issuerSession, issuedAt),
            owner);
      } else {
        session.useAs(
            SessionOwner.Caller.ofEachRequest(
                caller.getName(), callerName, AuthenticatedBy.HEADER));
      }
      return new Authenticated(caller);
    }
    session.end();
    if (credential.rejection() == Rejection.TOO_MANY_NEW_CALLERS) {
      return reject(visit, credential.rejection(), HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    if (visit.callerRequired()) {
      return reject(visit, credential.rejection(), HttpServletResponse.SC_FORBIDDEN);
    }
    events.rejected(visit, credential.rejection());
    return anonymous(session);
  }

  /** The outcome of an assertion whose session the issuer has ended. */
  private Outcome endedByIssuer(Visit visit, RequestSession session) {
    if (isOver(visit, session)) {
      session.endHere();
    } else {
      session.end();
    }
    events.rejected(visit, Rejection.SESSION_ENDED);
    return visit.callerRequired()
        ? new Challenge(new Challenge.Login.Elsewhere())
        : anonymous(session);
  }

  /** Records the caller of a session at the issuer, if the issuer can end it. */
  private void noteSeen(@Nullable IssuerSession issuerSession, RemoteUserPrincipal caller) {
    if (issuerSession != null && signOuts.isPresent()) {
      issuerSessions.seen(issuerSession, caller.getName());
    }
  }

  /** The caller who owns the request's session. An unreadable record is an ended login. */
  private Optional<SessionOwner.Caller> owner(Visit visit, RequestSession session) {
    SessionOwner owner = session.owner();
    if (owner instanceof SessionOwner.Unknown unknown && unknown.recorded()) {
      events.rejected(visit, Rejection.SESSION_ENDED);
    }
    return owner instanceof SessionOwner.Caller caller ? Optional.of(caller) : Optional.empty();
  }

  /**
   * Whether a login may start a session. A client that stores no cookies would otherwise start one
   * with each request. On login paths each request is a login.
   */
  private boolean mayStartSession(Visit visit, String callerName) {
    return !settings.session().persistence().isEverywhere()
        || visit.hasCookies()
        || starts.mayStart(callerName);
  }

  /**
   * A caller header outside of the login paths. The session decides, and passwords are ignored. If
   * header and session name different callers, neither is trusted.
   */
  private Outcome headerOffLoginPath(Visit visit, RequestSession session, String callerName) {
    boolean contradicted =
        owner(visit, session)
            .filter(known -> !known.lookupName().equals(callerName))
            .filter(known -> !known.name().equals(callerName))
            .isPresent();
    if (contradicted) {
      session.end();
      events.rejected(visit, Rejection.OTHER_CALLER);
      return new Challenge(new Challenge.Login.Elsewhere());
    }
    return rememberedCaller(visit, session)
        .<Outcome>map(Authenticated::new)
        .orElseGet(
            () -> notAuthenticated(visit, session, () -> challenges.withHeader(visit.request())));
  }

  /**
   * Remembers a header login. An earlier header login that is too old or has another security stamp
   * ends together with its session. The caller continues any other session of their own.
   */
  private void rememberByHeader(
      Visit visit,
      RequestSession session,
      RemoteUserPrincipal caller,
      RemoteUserCredential credential,
      Basis basis,
      Optional<SessionOwner.Caller> owner) {
    Optional<SessionOwner.Login> login =
        owner
            .filter(known -> known.name().equals(caller.getName()))
            .flatMap(known -> known.loginBy(AuthenticatedBy.HEADER));
    Optional<SessionOwner.Login> current =
        login
            .filter(known -> !isOver(visit, caller.getName(), known))
            .filter(
                known -> Optional.ofNullable(known.securityStamp()).equals(caller.securityStamp()));
    SessionOwner.Caller now =
        new SessionOwner.Caller(
            caller.getName(),
            credential.callerName(),
            AuthenticatedBy.HEADER,
            Optional.of(
                login(caller, credential.groups(), current.map(basis::continuing).orElse(basis))));
    if (current.isPresent()) {
      session.useAs(now);
    } else {
      // Another store may still accept its own login.
      Optional<SessionOwner.Caller> over =
          login
              .filter(former -> Objects.equals(former.store(), basis.store()))
              .flatMap(former -> owner);
      session.logIn(now, login.isEmpty(), over);
      events.loggedIn(visit, caller);
    }
  }

  /**
   * The time of a remembered login, with the store and the session at the issuer on which it
   * depends.
   *
   * @param at when the login began
   * @param store the identity store that accepted it, or null if the container reports none
   * @param issuerSession the session at the issuer of the assertion, or null if the login has none
   * @param issuedAt when the issuer made the assertion; null if the login has no session at an
   *     issuer
   */
  private record Basis(
      Instant at,
      @Nullable String store,
      @Nullable IssuerSession issuerSession,
      @Nullable Instant issuedAt) {
    /**
     * This basis with the times of an earlier login, and the parts of its session that this one
     * lacks.
     */
    Basis continuing(SessionOwner.Login earlier) {
      return new Basis(
          earlier.at(),
          store,
          completed(earlier.issuerSession()),
          earlier.issuedAt() == null ? issuedAt : earlier.issuedAt());
    }

    private @Nullable IssuerSession completed(@Nullable IssuerSession earlier) {
      if (issuerSession == null || earlier == null) {
        return issuerSession == null ? earlier : issuerSession;
      }
      String subject = issuerSession.subject();
      boolean contradicts =
          !issuerSession.issuer().equals(earlier.issuer())
              || (subject != null
                  && earlier.subject() != null
                  && !subject.equals(earlier.subject()));
      return contradicts
          ? issuerSession
          : new IssuerSession(
              issuerSession.issuer(),
              subject == null ? earlier.subject() : subject,
              issuerSession.sessionId() == null ? earlier.sessionId() : issuerSession.sessionId());
    }
  }

  private static SessionOwner.Login login(
      RemoteUserPrincipal caller, Set<String> headerGroups, Basis basis) {
    return new SessionOwner.Login(
        caller.securityStamp().orElse(null),
        headerGroups,
        basis.at().truncatedTo(ChronoUnit.MILLIS),
        basis.store(),
        basis.issuerSession(),
        basis.issuedAt());
  }

  /**
   * Decides about a request in which no trusted proxy names a caller: by its bearer token alone, or
   * without a token by its session, then by its password.
   */
  private Outcome withoutHeader(Visit visit) {
    RequestSession session = sessions.of(visit.request());
    Credential offered = visit.offered();
    if (offered != null) {
      return formLogin(visit, session, offered);
    }
    Optional<BearerToken> token =
        settings.password().bearerTokens() ? BearerToken.in(visit.request()) : Optional.empty();
    if (token.isPresent()) {
      return ofThisRequest(visit, session, tokens.check(visit, token.get()), callers::byToken)
          .orElseGet(
              () ->
                  notAuthenticated(visit, session, () -> challenges.invalidToken(visit.request())));
    }
    Optional<Outcome> known =
        rememberedCaller(visit, session)
            .<Outcome>map(Authenticated::new)
            .or(() -> basicLogin(visit, session));
    return known.orElseGet(
        () -> notAuthenticated(visit, session, () -> challenges.withoutHeader(visit.request())));
  }

  private Outcome notAuthenticated(
      Visit visit, RequestSession session, Supplier<Challenge> challenge) {
    if (!visit.callerRequired()) {
      return anonymous(session);
    }
    if (settings.trust().failIfHeaderMissing()) {
      events.rejected(visit, Rejection.MISSING_HEADER);
    }
    return challenge.get();
  }

  private static Outcome anonymous(RequestSession session) {
    session.useAnonymously();
    return new Anonymous();
  }

  private Outcome formLogin(Visit visit, RequestSession session, Credential offered) {
    if (settings.password().login().fallback() != Fallback.FORM
        || !(offered instanceof UsernamePasswordCredential password)) {
      return loginFailed(visit, Rejection.NO_SUCH_LOGIN);
    }
    LoginResult result =
        CheckedPassword.take(visit.request(), password)
            .orElseGet(() -> passwords.check(visit, password));
    if (result instanceof LoginResult.Rejected rejected) {
      events.rejected(visit, rejected.reason(), rejected.retryAfter());
      return new LoginFailed(rejected.reason());
    }
    LoginResult.Verified right = (LoginResult.Verified) result;
    RemoteUserPrincipal caller = callers.byPassword(right.found());
    String store = right.found().getIdentityStoreId();
    if (hasInvalidName(right.found()) || isEndedAtOnce(visit, caller, store)) {
      return loginFailed(visit, Rejection.WRONG_PASSWORD);
    }
    if (visit.checksOnly()) {
      CheckedPassword.keep(visit.request(), password, right);
      return new Authenticated(caller);
    }
    session.logIn(
        new SessionOwner.Caller(
            caller.getName(),
            caller.getName(),
            AuthenticatedBy.PASSWORD,
            Optional.of(login(caller, Set.of(), new Basis(clock.instant(), store, null, null)))),
        false,
        Optional.empty());
    events.loggedIn(visit, caller);
    return new Authenticated(caller);
  }

  /**
   * Whether another store ends a login that was accepted by a store without security stamps,
   * because the caller's account in the other store is deactivated. The next request would end it.
   */
  private static boolean isEndedAtOnce(
      Visit visit, RemoteUserPrincipal caller, @Nullable String store) {
    return store != null
        && caller.securityStamp().isEmpty()
        && visit
                .stores()
                .validate(
                    new RememberedCallerCredential(
                        caller.getName(), AuthenticatedBy.PASSWORD, null, store))
                .getStatus()
            == Status.INVALID;
  }

  /**
   * Whether another store ends a login by password or token that comes with each request. The store
   * that accepted the credential has just validated it, and may not support remembered logins. The
   * security stamp of a token's caller has no effect: a changed password does not end a token.
   */
  private static boolean isEndedElsewhere(
      Visit visit, RemoteUserPrincipal caller, @Nullable String store) {
    AuthenticatedBy by = caller.authenticatedBy();
    return store != null
        && (caller.securityStamp().isEmpty() || by == AuthenticatedBy.TOKEN)
        && visit
            .stores()
            .isEndedElsewhere(new RememberedCallerCredential(caller.getName(), by, null, store));
  }

  /** Whether a store other than Gatepass's has returned an invalid caller name. */
  private static boolean hasInvalidName(CredentialValidationResult found) {
    return !(found.getCallerPrincipal() instanceof RemoteUserPrincipal)
        && !HeaderJudge.mayBeCallerName(found.getCallerPrincipal().getName());
  }

  private Optional<RemoteUserPrincipal> rememberedCaller(Visit visit, RequestSession session) {
    SessionOwner.Caller owner = owner(visit, session).orElse(null);
    SessionOwner.Login login = owner == null ? null : owner.login().orElse(null);
    AuthenticatedBy by = owner == null ? null : owner.by();
    if (owner == null || login == null || by == null || !isLoginAllowed(by, visit)) {
      return Optional.empty();
    }
    if (!isOver(visit, owner.name(), login)) {
      CredentialValidationResult result =
          visit
              .stores()
              .validateAgain(
                  new RememberedCallerCredential(
                      owner.name(), by, login.securityStamp(), login.store(), assertedId(visit)));
      if (result.getStatus() == Status.VALID) {
        session.continueAs(owner);
        RemoteUserPrincipal caller =
            by == AuthenticatedBy.PASSWORD
                ? callers.byPassword(result)
                : callers.bySession(
                    result, settings.trust().judge().groupsThatStillCount(login.headerGroups()));
        noteSeen(login.issuerSession(), caller);
        return Optional.of(caller);
      }
    }
    events.rejected(visit, Rejection.SESSION_ENDED);
    session.endHere();
    return Optional.empty();
  }

  /** The stable id of a caller header outside of the login paths; null for none. */
  private static @Nullable String assertedId(Visit visit) {
    return visit.assertion() instanceof Assertion.Asserted asserted ? asserted.stableId() : null;
  }

  /**
   * Whether a remembered login is valid for this request. A header login is valid only through a
   * trusted peer, so that a stolen cookie cannot bypass the proxy. No session remembers a token.
   */
  private boolean isLoginAllowed(AuthenticatedBy by, Visit visit) {
    return switch (by) {
      case PASSWORD -> settings.password().login().fallback() == Fallback.FORM;
      case HEADER, SESSION -> settings.session().persistence().isOn() && visit.peerTrusted();
      case TOKEN -> false;
    };
  }

  /** Whether a remembered login is too old, or its issuer or a logout on any node has ended it. */
  private boolean isOver(Visit visit, String callerName, SessionOwner.Login login) {
    return login.at().plus(settings.session().maxAge()).isBefore(clock.instant())
        || issuerSessions.hasEnded(login.issuerSession(), login.at())
        || visit.stores().isTrue(() -> sessions.ends().hasEnded(callerName, login));
  }

  /** Whether each node rejects the login of a session anyway. An unreadable end counts as none. */
  private boolean isOver(Visit visit, RequestSession session) {
    try {
      return session.owner() instanceof SessionOwner.Caller owner
          && owner.login().filter(login -> isOver(visit, owner.name(), login)).isPresent();
    } catch (RuntimeException unreadable) {
      return false;
    }
  }

  /** The outcome of HTTP Basic: a caller, a rejection with {@code Retry-After}, or empty. */
  private Optional<Outcome> basicLogin(Visit visit, RequestSession session) {
    if (settings.password().login().fallback() != Fallback.BASIC) {
      return Optional.empty();
    }
    return BasicCredentials.in(visit.request())
        .map(offered -> passwords.checkAgain(visit, offered))
        .flatMap(result -> ofThisRequest(visit, session, result, callers::byPassword));
  }

  /**
   * The outcome of a password or a token that comes with each request: a caller, a rejection with
   * {@code Retry-After}, or empty for a wrong credential.
   */
  private Optional<Outcome> ofThisRequest(
      Visit visit,
      RequestSession session,
      LoginResult result,
      Function<CredentialValidationResult, RemoteUserPrincipal> principal) {
    if (result instanceof LoginResult.Verified right) {
      RemoteUserPrincipal caller = principal.apply(right.found());
      if (hasInvalidName(right.found())
          || isEndedElsewhere(visit, caller, right.found().getIdentityStoreId())) {
        events.rejected(
            visit,
            caller.authenticatedBy() == AuthenticatedBy.TOKEN
                ? Rejection.WRONG_TOKEN
                : Rejection.WRONG_PASSWORD);
        return Optional.empty();
      }
      useForThisRequest(session, caller);
      return Optional.of(new Authenticated(caller));
    }
    LoginResult.Rejected rejected = (LoginResult.Rejected) result;
    events.rejected(visit, rejected.reason(), rejected.retryAfter());
    return switch (rejected.reason()) {
      case TOO_MANY_ATTEMPTS -> tryLater(rejected, Reject.TOO_MANY_REQUESTS);
      case TOO_MANY_CHECKS -> tryLater(rejected, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      default -> Optional.empty();
    };
  }

  /** Gives the caller the session. A token does not change a login that the session remembers. */
  private static void useForThisRequest(RequestSession session, RemoteUserPrincipal caller) {
    if (caller.authenticatedBy() == AuthenticatedBy.TOKEN
        && session.owner() instanceof SessionOwner.Caller owner
        && owner.name().equals(caller.getName())
        && owner.login().isPresent()) {
      session.continueAs(owner);
    } else {
      session.useAs(
          SessionOwner.Caller.ofEachRequest(
              caller.getName(), caller.getName(), caller.authenticatedBy()));
    }
  }

  private static Optional<Outcome> tryLater(LoginResult.Rejected rejected, int status) {
    return Optional.of(new Reject(rejected.reason(), status, rejected.retryAfter()));
  }

  private Outcome reject(Visit visit, Rejection reason, int status) {
    events.rejected(visit, reason);
    return new Reject(reason, status);
  }

  private Outcome loginFailed(Visit visit, Rejection reason) {
    events.rejected(visit, reason);
    return new LoginFailed(reason);
  }
}
