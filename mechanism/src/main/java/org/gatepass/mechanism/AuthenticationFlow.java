// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.CallerLoggedOut;
import org.gatepass.CallerNameNormalizer;
import org.gatepass.Fallback;
import org.gatepass.Refusal;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.mechanism.Outcome.Challenge;
import org.gatepass.mechanism.Outcome.Enter;
import org.gatepass.mechanism.Outcome.LoginFailed;
import org.gatepass.mechanism.Outcome.Nobody;
import org.gatepass.mechanism.Outcome.Refuse;
import org.gatepass.settings.MechanismSettings;
import org.gatepass.trust.Assertion;

/**
 * Decides what happens to a request: the one place where header, session and password meet. It
 * knows requests, stores and sessions, but not who asks, so that each door can carry out the same
 * decision. Immutable and safe for use by many threads.
 */
final class AuthenticationFlow {
  private final MechanismSettings settings;
  private final IdentityStoreHandler stores;
  private final CallerNameNormalizer names;
  private final Callers callers;
  private final PasswordLogins passwords;
  private final Telling telling;
  private final InstantSource clock;

  AuthenticationFlow(
      MechanismSettings settings,
      IdentityStoreHandler stores,
      CallerNameNormalizer names,
      Telling telling,
      InstantSource clock) {
    this.settings = settings;
    this.stores = stores;
    this.names = names;
    this.callers = new Callers(settings.groupsSource());
    this.passwords = new PasswordLogins(settings, stores);
    this.telling = telling;
    this.clock = clock;
  }

  /** Decides. A session may end or begin on the way; the response is not touched. */
  Outcome decide(Attempt attempt) {
    Visit visit = new Visit(attempt, settings);
    if (!visit.isOfOurPages()) {
      return refuse(visit, Refusal.CROSS_SITE, HttpServletResponse.SC_FORBIDDEN);
    }
    Assertion assertion = visit.assertion();
    if (assertion instanceof Assertion.Malformed malformed) {
      return refuse(visit, malformed.reason(), HttpServletResponse.SC_BAD_REQUEST);
    }
    try {
      if (assertion instanceof Assertion.Asserted asserted) {
        return named(visit, asserted);
      }
      if (assertion instanceof Assertion.Absent absent && absent.ignored() != null) {
        telling.refused(visit, absent.ignored());
      }
      return unnamed(visit);
    } catch (RuntimeException storeFailure) {
      telling.storeFailed(visit, storeFailure);
      return visit.offered() != null
          ? new LoginFailed(Refusal.STORE_UNAVAILABLE)
          : new Refuse(Refusal.STORE_UNAVAILABLE, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  /** Forgets the caller whom the request's session remembers. */
  void logOut(HttpServletRequest request) {
    RememberedCaller.forget(request)
        .ifPresent(caller -> telling.happened(new CallerLoggedOut(caller.callerName())));
  }

  /** A believed proxy has named a caller: nothing else counts, whatever becomes of that name. */
  private Outcome named(Visit visit, Assertion.Asserted asserted) {
    if (visit.offered() != null) {
      return loginFailed(visit, Refusal.NAMED_BY_HEADER);
    }
    String callerName = names.normalize(asserted.callerName());
    if (callerName.isBlank()) {
      return refuse(visit, Refusal.UNFIT_NAME, HttpServletResponse.SC_BAD_REQUEST);
    }
    if (!settings.persistence().admitsHeaderOn(visit.path())) {
      return namedElsewhere(visit, callerName);
    }
    Optional<RememberedCaller> remembered = keepOnly(visit, callerName);
    RemoteUserCredential credential =
        new RemoteUserCredential(
            callerName,
            asserted.groups(),
            asserted.email(),
            asserted.displayName(),
            settings.persistence().isOn() && remembered.isEmpty());
    CredentialValidationResult result = stores.validate(credential);
    if (result.getStatus() == Status.VALID) {
      RemoteUserPrincipal caller = callers.byHeader(result, credential);
      if (settings.persistence().isOn()) {
        rememberByHeader(visit, caller, credential.groups(), remembered);
      }
      return new Enter(caller);
    }
    logOut(visit.request());
    if (credential.refusal() == Refusal.TOO_MANY_NEW_CALLERS) {
      return refuse(visit, credential.refusal(), HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    if (visit.callerRequired()) {
      return refuse(visit, credential.refusal(), HttpServletResponse.SC_FORBIDDEN);
    }
    telling.refused(visit, credential.refusal());
    return new Nobody();
  }

  /**
   * A header where headers admit nobody: the session decides, and no password, unless the header
   * contradicts it. Then one of the two is somebody else's, and neither is believed.
   */
  private Outcome namedElsewhere(Visit visit, String callerName) {
    boolean contradicted =
        RememberedCaller.in(visit.request())
            .filter(remembered -> !remembered.callerName().equals(callerName))
            .isPresent();
    if (contradicted) {
      logOut(visit.request());
      telling.refused(visit, Refusal.OTHER_CALLER);
      return new Challenge(new Challenge.Login.Elsewhere());
    }
    return rememberedCaller(visit).<Outcome>map(Enter::new).orElseGet(() -> nobody(visit, true));
  }

  /** Ends the session of everybody but the one whom an earlier header of this name let in. */
  private Optional<RememberedCaller> keepOnly(Visit visit, String callerName) {
    Optional<RememberedCaller> remembered =
        RememberedCaller.in(visit.request())
            .filter(caller -> settings.persistence().isOn())
            .filter(caller -> caller.enteredBy() == AuthenticatedBy.HEADER)
            .filter(caller -> caller.callerName().equals(callerName))
            .filter(caller -> !isTooOld(caller));
    if (remembered.isEmpty()) {
      logOut(visit.request());
    }
    return remembered;
  }

  private void rememberByHeader(
      Visit visit,
      RemoteUserPrincipal caller,
      Set<String> headerGroups,
      Optional<RememberedCaller> remembered) {
    Optional<RememberedCaller> sameLogin =
        remembered
            .filter(known -> known.callerName().equals(caller.getName()))
            .filter(
                known -> Optional.ofNullable(known.securityStamp()).equals(caller.securityStamp()));
    if (sameLogin.isEmpty()) {
      logOut(visit.request());
      logIn(visit, caller, headerGroups);
    } else if (!sameLogin.get().headerGroups().equals(headerGroups)) {
      sameLogin.get().withHeaderGroups(headerGroups).put(visit.request());
    }
  }

  private void logIn(Visit visit, RemoteUserPrincipal caller, Set<String> headerGroups) {
    RememberedCaller.of(caller, headerGroups, clock).begin(visit.request());
    telling.loggedIn(visit, caller);
  }

  /** No believed proxy has named anybody: session, then password, then nobody. */
  private Outcome unnamed(Visit visit) {
    Credential offered = visit.offered();
    if (offered != null) {
      return formLogin(visit, offered);
    }
    Optional<Outcome> known =
        rememberedCaller(visit).<Outcome>map(Enter::new).or(() -> basicLogin(visit));
    return known.orElseGet(() -> nobody(visit, false));
  }

  private Outcome nobody(Visit visit, boolean besideHeader) {
    if (!visit.callerRequired()) {
      return new Nobody();
    }
    if (settings.failIfHeaderMissing()) {
      telling.refused(visit, Refusal.MISSING_HEADER);
    }
    // No password is read beside a header, so it would be asked for in vain.
    boolean inVain = besideHeader && settings.login().fallback() == Fallback.BASIC;
    return new Challenge(inVain ? new Challenge.Login.Elsewhere() : login(visit.request()));
  }

  private Outcome formLogin(Visit visit, Credential offered) {
    if (settings.login().fallback() != Fallback.FORM
        || !(offered instanceof UsernamePasswordCredential password)) {
      return loginFailed(visit, Refusal.NO_SUCH_LOGIN);
    }
    PasswordLogins.Result result = passwords.check(visit, password);
    if (result instanceof PasswordLogins.Result.Refused refused) {
      telling.refused(visit, refused.reason(), refused.retryAfter());
      return new LoginFailed(refused.reason());
    }
    RemoteUserPrincipal caller = callers.byPassword(((PasswordLogins.Result.Right) result).found());
    logIn(visit, caller, Set.of());
    return new Enter(caller);
  }

  private Optional<RemoteUserPrincipal> rememberedCaller(Visit visit) {
    RememberedCaller remembered =
        RememberedCaller.in(visit.request()).filter(caller -> counts(caller, visit)).orElse(null);
    if (remembered == null) {
      return Optional.empty();
    }
    if (!isTooOld(remembered)) {
      CredentialValidationResult result = stores.validate(remembered.credential());
      if (result.getStatus() == Status.VALID) {
        return Optional.of(
            remembered.enteredBy() == AuthenticatedBy.PASSWORD
                ? callers.byPassword(result)
                : callers.bySession(
                    result, settings.judge().groupsThatStillCount(remembered.headerGroups())));
      }
    }
    telling.refused(visit, Refusal.SESSION_ENDED);
    logOut(visit.request());
    return Optional.empty();
  }

  /**
   * Whether a remembered login counts for this request. A header's counts only through a believed
   * peer, so that a stolen cookie leads nobody round the proxy.
   */
  private boolean counts(RememberedCaller remembered, Visit visit) {
    return remembered.enteredBy() == AuthenticatedBy.PASSWORD
        ? settings.login().fallback() == Fallback.FORM
        : settings.persistence().isOn() && visit.peerBelieved();
  }

  private boolean isTooOld(RememberedCaller remembered) {
    return remembered.isOlderThan(settings.sessionMaxAge(), clock);
  }

  /** What HTTP Basic leads to: a caller, a refusal that waiting may help, or nothing. */
  private Optional<Outcome> basicLogin(Visit visit) {
    if (settings.login().fallback() != Fallback.BASIC) {
      return Optional.empty();
    }
    return BasicCredentials.in(visit.request())
        .map(offered -> passwords.checkAgain(visit, offered))
        .flatMap(
            result -> {
              if (result instanceof PasswordLogins.Result.Right right) {
                return Optional.of(new Enter(callers.byPassword(right.found())));
              }
              PasswordLogins.Result.Refused refused = (PasswordLogins.Result.Refused) result;
              telling.refused(visit, refused.reason(), refused.retryAfter());
              return switch (refused.reason()) {
                case TOO_MANY_ATTEMPTS -> tryLater(refused, Answer.TOO_MANY_REQUESTS);
                case TOO_MANY_CHECKS ->
                    tryLater(refused, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                default -> Optional.empty();
              };
            });
  }

  private static Optional<Outcome> tryLater(PasswordLogins.Result.Refused refused, int status) {
    return Optional.of(new Refuse(refused.reason(), status, refused.retryAfter()));
  }

  private Challenge.Login login(HttpServletRequest request) {
    return switch (settings.login().fallback()) {
      case NONE -> new Challenge.Login.Elsewhere();
      case BASIC -> new Challenge.Login.Basic();
      case FORM ->
          PageLoad.is(request)
              ? new Challenge.Login.Page(
                  PageLoad.loginLocation(request, settings.login().loginPage()))
              : new Challenge.Login.Elsewhere();
    };
  }

  private Outcome refuse(Visit visit, Refusal reason, int status) {
    telling.refused(visit, reason);
    return new Refuse(reason, status);
  }

  private Outcome loginFailed(Visit visit, Refusal reason) {
    telling.refused(visit, reason);
    return new LoginFailed(reason);
  }
}
