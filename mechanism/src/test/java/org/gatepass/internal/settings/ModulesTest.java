// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.TrustReport;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.internal.identity.Assertion;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.HeaderFault;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.IdentitySourceProvider;
import org.gatepass.spi.ModuleSetting;
import org.gatepass.spi.ModuleSettings;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModulesTest {
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      groupsMapping = "staff=user")
  private static final class Defined {}

  /** The settings of a module whose tickets are {@code key:caller:groups}, separated by blanks. */
  private enum TicketSetting implements ModuleSetting {
    HEADER("ticket.header", "x-ticket", false),
    KEY("ticket.key", "a long text", true);

    private final String key;
    private final String example;
    private final boolean secret;

    TicketSetting(String key, String example, boolean secret) {
      this.key = key;
      this.example = example;
      this.secret = secret;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public String example() {
      return example;
    }

    @Override
    public boolean isSecret() {
      return secret;
    }
  }

  private static final class Tickets implements IdentitySourceProvider {
    private final String name;

    Tickets(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<TicketSetting> settings() {
      return List.of(TicketSetting.values());
    }

    @Override
    public Optional<IdentitySource> source(ModuleSettings values) {
      return values
          .value(TicketSetting.HEADER)
          .map(
              header -> {
                String key =
                    values
                        .value(TicketSetting.KEY)
                        .orElseThrow(
                            () ->
                                values.missing(
                                    TicketSetting.KEY, values.name(TicketSetting.HEADER) + " is"));
                if (key.length() < 8) {
                  throw values.violation(TicketSetting.KEY, "is shorter than 8 characters");
                }
                return new TicketSource(header, key);
              });
    }
  }

  private record TicketSource(String callerHeader, String key)
      implements IdentitySource, EvidenceCheck {
    private String[] parts(RequestHeaders headers) {
      return Collections.list(headers.values(callerHeader)).get(0).split(":");
    }

    @Override
    public String kind() {
      return "TICKET";
    }

    @Override
    public @Nullable Rejection missing(Peer peer, RequestHeaders headers) {
      if (!namesCaller(headers)) {
        return Rejection.MISSING_SECRET;
      }
      return parts(headers)[0].equals(key) ? null : Rejection.WRONG_SECRET;
    }

    @Override
    public List<String> headers() {
      return List.of(callerHeader);
    }

    @Override
    public boolean namesCaller(RequestHeaders headers) {
      return headers.values(callerHeader).hasMoreElements();
    }

    @Override
    public ClaimedIdentity read(Peer peer, RequestHeaders headers) {
      if (!namesCaller(headers)) {
        return new ClaimedIdentity.None(null);
      }
      String[] parts = parts(headers);
      return parts.length < 3
          ? new ClaimedIdentity.Malformed(new HeaderFault(callerHeader, Rejection.UNREADABLE_VALUE))
          : ClaimedIdentity.Named.caller(parts[1])
              .groups(List.of(parts[2].split(" ")))
              .email("a b@example.org")
              .displayName(" Alice ")
              .build();
    }
  }

  private final Map<String, String> environment = new HashMap<>();

  private MechanismSettings read(String... modules) {
    return read(Defined.class, modules);
  }

  private MechanismSettings read(Class<?> definition, String... modules) {
    List<IdentitySourceProvider> providers = new ArrayList<>();
    for (String module : modules) {
      providers.add(new Tickets(module));
    }
    return SettingsReader.atDeployment(
            definition.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class),
            new ExternalConfiguration(
                key -> null, environment::get, key -> null, Set.of(), environment.keySet()),
            new Modules(providers))
        .atStart(name -> Optional.empty());
  }

  private HeaderJudge withTickets() {
    environment.put("GATEPASS_TICKET_HEADER", "x-ticket");
    environment.put("GATEPASS_TICKET_KEY", "sesame-open");
    return read("ticket").trust().judge();
  }

  @Test
  void leaveTheIdentityHeadersAloneUntilTheyAreConfigured() {
    HeaderJudge judge = read("ticket").trust().judge();

    assertThat(judge.callerHeader()).isEqualTo("remote-user");
    assertThat(judge.judge(PROXY, Headers.of("remote-user", "alice", "x-ticket", "x:bob:staff")))
        .isEqualTo(new Assertion.Asserted("alice", Set.of(), null, null, null, Set.of(), null));
  }

  @Test
  void leaveTheHeaderOfBearerTokensAlone() {
    environment.put("GATEPASS_TICKET_HEADER", "authorization");
    environment.put("GATEPASS_TICKET_KEY", "sesame-open");
    assertThat(read("ticket").password().bearerTokens()).isFalse();

    environment.put("GATEPASS_BEARER_TOKENS", "true");

    assertThatThrownBy(() -> read("ticket"))
        .hasMessage(
            "gatepass.bearer-tokens: contradicts the source of identity, which reads the"
                + " header authorization too, so that a token would have two meanings: let the"
                + " proxy send its assertion in another header");
    environment.put("GATEPASS_TICKET_HEADER", "x-ticket");
    assertThat(read("ticket").password().bearerTokens()).isTrue();
  }

  @Test
  void nameTheCallerUnderTheRulesForHeaders() {
    HeaderJudge judge = withTickets();

    assertThat(judge.judge(PROXY, Headers.of("x-ticket", "sesame-open:alice:staff other")))
        .isEqualTo(
            new Assertion.Asserted(
                "alice",
                Set.of("user"),
                null,
                "Alice",
                null,
                Set.of(new HeaderFault("x-ticket", Rejection.UNCLEAN_VALUE)),
                null));
    assertThat(judge.judge(PROXY, Headers.of("x-ticket", "sesame-open:guest:staff")))
        .isEqualTo(new Assertion.Malformed(Rejection.RESERVED_NAME, "x-ticket"));
    assertThat(judge.judge(PROXY, Headers.of("x-ticket", "sesame-open:-:staff")))
        .isEqualTo(new Assertion.Malformed(Rejection.PLACEHOLDER, "x-ticket"));
    assertThat(judge.judge(PROXY, Headers.of("x-ticket", "sesame-open:alice")))
        .isEqualTo(new Assertion.Malformed(Rejection.UNREADABLE_VALUE, "x-ticket"));
    assertThat(judge.judge(PROXY, Headers.of("x-ticket", "sesame-open:alice:x", "x_ticket", "y")))
        .isEqualTo(new Assertion.Malformed(Rejection.ALIAS_HEADER, "x-ticket"));
  }

  @Test
  void leaveOutMoreThanAThousandGroups() {
    String groups = "staff " + "g ".repeat(1_000);

    assertThat(withTickets().judge(PROXY, Headers.of("x-ticket", "sesame-open:alice:" + groups)))
        .isEqualTo(
            new Assertion.Asserted(
                "alice",
                Set.of(),
                null,
                "Alice",
                null,
                Set.of(
                    new HeaderFault("x-ticket", Rejection.TOO_LONG),
                    new HeaderFault("x-ticket", Rejection.UNCLEAN_VALUE)),
                null));
  }

  @Test
  void takeThePlaceOfTheIdentityHeaders() {
    HeaderJudge judge = withTickets();

    assertThat(judge.judge(PROXY, Headers.of("remote-user", "alice")))
        .isEqualTo(new Assertion.Absent(true, null));
    assertThat(judge.judge(PROXY, Headers.of("remote-user", "bob", "x-ticket", "wrong:bob:staff")))
        .isEqualTo(new Assertion.Absent(false, Rejection.WRONG_SECRET));
  }

  @Test
  void proveTheirClaimInAdditionToTheOtherEvidence() {
    HeaderJudge judge = withTickets();
    Peer stranger = new Peer("203.0.113.7", List.of());
    Headers ticket = Headers.of("x-ticket", "sesame-open:alice:staff");

    assertThat(judge.judge(stranger, ticket))
        .isEqualTo(new Assertion.Absent(false, Rejection.UNTRUSTED_PEER));
    assertThat(judge.evidence(PROXY, ticket)).containsOnlyKeys("ADDRESS", "TICKET");
    assertThat(judge.evidence(PROXY, ticket).values()).containsOnly(Optional.empty());
  }

  @Test
  void proveNothingForARequestThatNamesNoCaller() {
    HeaderJudge judge = withTickets();

    assertThat(judge.judge(PROXY, Headers.of("remote-user", "alice")))
        .isEqualTo(new Assertion.Absent(true, null));
    assertThat(judge.evidence(PROXY, Headers.of("remote-user", "alice")))
        .containsOnly(entry("ADDRESS", Optional.empty()));
  }

  @Test
  void areReadAfterAllOtherEvidence() {
    environment.put("GATEPASS_PROXY_CERTIFICATES", "0123456789abcdef".repeat(4));
    HeaderJudge judge = withTickets();

    assertThat(judge.evidenceKinds()).containsExactly("ADDRESS", "CERTIFICATE", "TICKET");
    assertThat(judge.judge(PROXY, Headers.of("x-ticket", "wrong:bob:staff")))
        .isEqualTo(new Assertion.Absent(false, Rejection.MISSING_CERTIFICATE));
  }

  @Test
  void addTheirSettingsToTheReportWithoutSecrets() {
    withTickets();

    assertThat(read("ticket").report())
        .contains(
            new TrustReport.Setting("gatepass.ticket.header", "x-ticket", "environment"),
            new TrustReport.Setting("gatepass.ticket.key", "(hidden)", "environment"));
    assertThat(read("ticket").trust().headerNames())
        .containsEntry("gatepass.ticket", new HeaderName("x-ticket"))
        .doesNotContainKey("gatepass.caller-header");
  }

  @Test
  void knowTheirKeysAndNoOthers() {
    environment.put("GATEPASS_TICKET_KEYS", "x");

    assertThat(read("ticket").warnings())
        .containsExactly(
            "GATEPASS_TICKET_KEYS: is not a setting; did you mean GATEPASS_TICKET_KEY?");
  }

  @Test
  void warnOfIdentityHeadersThatAreIgnored() {
    environment.put("GATEPASS_CALLER_HEADER", "x-user");
    withTickets();

    assertThat(read("ticket").warnings())
        .containsExactly("gatepass.caller-header: is ignored, because ticket names the caller");
  }

  @Test
  void contradictAnIdHeader() {
    withTickets();
    environment.put("GATEPASS_ID_HEADER", "remote-id");

    assertThatThrownBy(() -> read("ticket"))
        .hasMessageStartingWith(
            "gatepass.id-header: \"remote-id\" contradicts ticket, which names the caller");
  }

  @Test
  void reportAnInvalidSettingLikeAnyOther() {
    environment.put("GATEPASS_TICKET_HEADER", "x-ticket");
    assertThatThrownBy(() -> read("ticket"))
        .hasMessage(
            "gatepass.ticket.key: is not set, but gatepass.ticket.header is (example: a long"
                + " text)");

    environment.put("GATEPASS_TICKET_KEY", "short");
    assertThatThrownBy(() -> read("ticket"))
        .hasMessage(
            "gatepass.ticket.key: \"(hidden)\" is shorter than 8 characters (example: a long"
                + " text)");
  }

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      moduleSettings = {"ticket.header=x-ticket", "ticket.key = sesame=open"})
  private static final class WithBlanks {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      moduleSettings = {"ticket.header=x-ticket", "ticket.key=sesame=open"})
  private static final class WithTickets {}

  @Test
  void areConfiguredByTheDefinitionToo() {
    MechanismSettings settings = read(WithTickets.class, "ticket");

    assertThat(settings.trust().judge().judge(PROXY, Headers.of("x-ticket", "sesame=open:bob:x")))
        .isInstanceOf(Assertion.Asserted.class);
    assertThat(settings.report())
        .contains(
            new TrustReport.Setting("gatepass.ticket.header", "x-ticket", "annotation"),
            new TrustReport.Setting("gatepass.ticket.key", "(hidden)", "annotation"));
  }

  @Test
  void rejectOtherSettingsOfTheDefinition() {
    assertThatThrownBy(() -> read(WithTickets.class))
        .hasMessageEndingWith(
            "\"ticket.header\" is not key=value with the key of a module's setting, each once: the"
                + " application contains no module");
    assertThatThrownBy(() -> read(WithBlanks.class, "ticket"))
        .hasMessageEndingWith(
            "\"ticket.key \" is not key=value with the key of a module's setting, each once, one"
                + " of [ticket.header, ticket.key]");
  }

  @Test
  void areNotConfiguredTogether() {
    withTickets();

    assertThatThrownBy(() -> read("ticket", "other"))
        .hasMessage("gatepass: two modules are configured that name the caller: [ticket, other]");
  }
}
