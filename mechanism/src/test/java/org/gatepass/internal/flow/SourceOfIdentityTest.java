// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.gatepass.Fallback;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RequestRejected;
import org.gatepass.internal.LoggedLines;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.CallerNameRule;
import org.gatepass.internal.identity.CallerNameTransform;
import org.gatepass.internal.identity.GroupsMapping;
import org.gatepass.internal.identity.GroupsSeparator;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.identity.IdentityRules;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.internal.settings.TrustSettings;
import org.gatepass.internal.trust.AddressCheck;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.DecisionObserver;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A source of identity that is not the identity headers. */
class SourceOfIdentityTest {
  private static final String TICKET = "ticket-of-alice";

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      fallback = Fallback.FORM)
  private static final class Security {}

  /** A source whose check and whose claim a test sets. */
  private static final class Tickets implements IdentitySource, EvidenceCheck {
    private @Nullable Rejection missing;
    private Runnable onSearch = () -> {};
    private Supplier<ClaimedIdentity> claim = () -> ClaimedIdentity.Named.caller("alice").build();

    @Override
    public String kind() {
      return "TICKET";
    }

    @Override
    public @Nullable Rejection missing(Peer peer, RequestHeaders headers) {
      return missing;
    }

    @Override
    public String callerHeader() {
      return "x-ticket";
    }

    @Override
    public List<String> headers() {
      return List.of("x-ticket-groups");
    }

    @Override
    public boolean namesCaller(RequestHeaders headers) {
      onSearch.run();
      return headers.values("x-ticket").hasMoreElements();
    }

    @Override
    public ClaimedIdentity read(Peer peer, RequestHeaders headers) {
      return namesCaller(headers) ? claim.get() : new ClaimedIdentity.None(null);
    }
  }

  private final Tickets tickets = new Tickets();
  private final List<Object> events = new ArrayList<>();

  @RegisterExtension final LoggedLines log = new LoggedLines(SecurityEvents.class, Level.INFO);

  private MechanismSettings settings() {
    MechanismSettings read =
        SettingsReader.atDeployment(
                Security.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
            .atStart(name -> Optional.empty());
    TrustSettings trust = read.trust();
    HeaderJudge judge =
        new HeaderJudge(
            new ProxyTrust(
                List.of(new AddressCheck(TrustedProxies.parse(List.of("10.1.2.3"))), tickets)),
            tickets,
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
            false,
            trust.headerNames()),
        read.session(),
        read.password(),
        read.accounts(),
        read.integration(),
        read.prefix(),
        read.report(),
        read.warnings());
  }

  private Outcome decide(
      FakeRequest request,
      @Nullable UsernamePasswordCredential offered,
      DecisionObserver... observers) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return new AuthenticationFlow(
            settings(),
            credential -> new CredentialValidationResult("alice", Set.of()),
            name -> name,
            new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
            new SecurityEvents(events::add, () -> now, observers),
            () -> now)
        .decide(new Attempt(request, false, offered));
  }

  private static FakeRequest withTicket() {
    return new FakeRequest().header("x-ticket", TICKET);
  }

  @Test
  void asksForARetryWhileItsKeysAreUnavailable() {
    tickets.missing = Rejection.KEYS_UNAVAILABLE;

    assertThat(decide(withTicket(), null))
        .isEqualTo(
            new Outcome.Reject(
                Rejection.KEYS_UNAVAILABLE, 503, Optional.of(Duration.ofSeconds(5))));
    assertThat(events)
        .containsExactly(
            new RequestRejected(
                Rejection.KEYS_UNAVAILABLE,
                "10.1.2.3",
                "10.1.2.3",
                Optional.of(Duration.ofSeconds(5))));
    assertThat(log.messages())
        .containsExactly("Rejected request from 10.1.2.3: x-ticket (KEYS_UNAVAILABLE)");
  }

  @Test
  void failsAPasswordLoginWhileItsKeysAreUnavailable() {
    tickets.missing = Rejection.KEYS_UNAVAILABLE;

    assertThat(decide(withTicket(), new UsernamePasswordCredential("alice", "secret")))
        .isEqualTo(new Outcome.LoginFailed(Rejection.KEYS_UNAVAILABLE));
  }

  @Test
  void servesRequestsWithoutATicketWhileItsKeysAreUnavailable() {
    tickets.missing = Rejection.KEYS_UNAVAILABLE;

    assertThat(decide(new FakeRequest(), null)).isInstanceOf(Outcome.Anonymous.class);
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void isWatchedForOtherSpellingsOfTheCallerHeaderToo() {
    assertThat(decide(withTicket().header("x_ticket", "other"), null))
        .isEqualTo(new Outcome.Reject(Rejection.ALIAS_HEADER, 400, Optional.empty()));
    assertThat(settings().trust().judge().headers())
        .extracting(HeaderName::name)
        .containsExactly("x-ticket-groups", "x-ticket");
  }

  @Test
  void rejectsTheRequestInWhichItFailsToFindATicketAlsoForAnObserver() {
    tickets.onSearch =
        () -> {
          throw new IllegalStateException("no ticket: " + TICKET);
        };
    List<Optional<Rejection>> observed = new ArrayList<>();

    assertThat(decide(withTicket(), null, decision -> observed.add(decision.rejection())))
        .isEqualTo(new Outcome.Reject(Rejection.APPLICATION_FAILED, 500));
    assertThat(observed).containsExactly(Optional.of(Rejection.APPLICATION_FAILED));
  }

  @Test
  void rejectsTheRequestOfWhichItFailsToReadTheTicket() {
    tickets.claim =
        () -> {
          throw new IllegalStateException("no ticket: " + TICKET);
        };

    assertThat(decide(withTicket(), null))
        .isEqualTo(new Outcome.Reject(Rejection.APPLICATION_FAILED, 500));
    assertThat(log.messages())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .startsWith("Rejected request from 10.1.2.3 (APPLICATION_FAILED): ")
                    .contains("IllegalStateException: no ticket: (hidden)"));
  }
}
