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
import java.util.HashSet;
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
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to a request: the one place where header, session and password meet. It
 * knows requests, stores and sessions, but not who asks, so that each door can carry out the same
 * decision. Immutable and safe for use by many threads.
 */
final class AuthenticationFlow {
  private final MechanismSettings settings;
  private final IdentityStoreHandler stores;
  private final CallerNameNormalizer names;
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
    this.telling = telling;
    this.clock = clock;
  }

  /** Decides. A session may end or begin on the way; the response is not touched. */
  Outcome decide(Attempt attempt) {
    Visit visit = new Visit(attempt, settings);
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
    logOut(visit.request());
    String callerName = names.normalize(asserted.callerName());
    if (callerName.isBlank()) {
      return refuse(visit, Refusal.UNFIT_NAME, HttpServletResponse.SC_BAD_REQUEST);
    }
    RemoteUserCredential credential =
        new RemoteUserCredential(
            callerName, asserted.groups(), asserted.email(), asserted.displayName());
    CredentialValidationResult result = stores.validate(credential);
    if (result.getStatus() == Status.VALID) {
      return new Enter(headerCaller(result, credential));
    }
    if (visit.callerRequired()) {
      return refuse(visit, credential.refusal(), HttpServletResponse.SC_FORBIDDEN);
    }
    telling.refused(visit, credential.refusal());
    return new Nobody();
  }

  /** No believed proxy has named anybody: session, then password, then nobody. */
  private Outcome unnamed(Visit visit) {
    Credential offered = visit.offered();
    if (offered != null) {
      return formLogin(visit, offered);
    }
    Optional<RemoteUserPrincipal> caller =
        switch (settings.login().fallback()) {
          case NONE -> Optional.empty();
          case FORM -> rememberedCaller(visit);
          case BASIC -> basicCaller(visit);
        };
    if (caller.isPresent()) {
      return new Enter(caller.get());
    }
    if (!visit.callerRequired()) {
      return new Nobody();
    }
    if (settings.failIfHeaderMissing()) {
      telling.refused(visit, Refusal.MISSING_HEADER);
    }
    return new Challenge(login(visit.request()));
  }

  private Outcome formLogin(Visit visit, Credential offered) {
    if (settings.login().fallback() != Fallback.FORM
        || !(offered instanceof UsernamePasswordCredential)) {
      return loginFailed(visit, Refusal.NO_SUCH_LOGIN);
    }
    CredentialValidationResult result = stores.validate(offered);
    if (result.getStatus() != Status.VALID) {
      return loginFailed(visit, Refusal.WRONG_PASSWORD);
    }
    RemoteUserPrincipal caller = storeCaller(result, AuthenticatedBy.PASSWORD);
    RememberedCaller.remember(caller, visit.request(), clock);
    telling.loggedIn(visit, caller);
    return new Enter(caller);
  }

  private Optional<RemoteUserPrincipal> rememberedCaller(Visit visit) {
    RememberedCaller remembered = RememberedCaller.in(visit.request()).orElse(null);
    if (remembered == null || remembered.enteredBy() != AuthenticatedBy.PASSWORD) {
      return Optional.empty();
    }
    if (!remembered.isOlderThan(settings.sessionMaxAge(), clock)) {
      CredentialValidationResult result = stores.validate(remembered.credential());
      if (result.getStatus() == Status.VALID) {
        return Optional.of(storeCaller(result, AuthenticatedBy.PASSWORD));
      }
    }
    telling.refused(visit, Refusal.SESSION_ENDED);
    logOut(visit.request());
    return Optional.empty();
  }

  private Optional<RemoteUserPrincipal> basicCaller(Visit visit) {
    return BasicCredentials.in(visit.request())
        .flatMap(
            offered -> {
              CredentialValidationResult result = stores.validate(offered);
              if (result.getStatus() == Status.VALID) {
                return Optional.of(storeCaller(result, AuthenticatedBy.PASSWORD));
              }
              telling.refused(visit, Refusal.WRONG_PASSWORD);
              return Optional.empty();
            });
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

  private RemoteUserPrincipal headerCaller(
      CredentialValidationResult result, RemoteUserCredential credential) {
    Set<String> groups =
        switch (settings.groupsSource()) {
          case STORE -> result.getCallerGroups();
          case HEADER -> credential.groups();
          case BOTH -> union(result.getCallerGroups(), credential.groups());
        };
    return principal(
        result,
        AuthenticatedBy.HEADER,
        groups,
        credential.email().orElse(null),
        credential.displayName().orElse(null));
  }

  private static RemoteUserPrincipal storeCaller(
      CredentialValidationResult result, AuthenticatedBy way) {
    return principal(result, way, result.getCallerGroups(), null, null);
  }

  /** The caller as the store writes it, with what the proxy says of it in front. */
  private static RemoteUserPrincipal principal(
      CredentialValidationResult result,
      AuthenticatedBy way,
      Set<String> groups,
      @Nullable String email,
      @Nullable String displayName) {
    Optional<RemoteUserPrincipal> known =
        result.getCallerPrincipal() instanceof RemoteUserPrincipal principal
            ? Optional.of(principal)
            : Optional.empty();
    return new RemoteUserPrincipal(
        result.getCallerPrincipal().getName(),
        way,
        groups,
        email != null ? email : known.flatMap(RemoteUserPrincipal::email).orElse(null),
        displayName != null
            ? displayName
            : known.flatMap(RemoteUserPrincipal::displayName).orElse(null),
        known.flatMap(RemoteUserPrincipal::securityStamp).orElse(null));
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    if (others.isEmpty()) {
      return some;
    }
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
