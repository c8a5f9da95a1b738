// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.HeaderFault;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.gatepass.spi.signout.SignOutEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of a request: the evidence of its peer, the claim of the source of identity, and
 * the rules for identities. Immutable and safe for use by many threads.
 */
public final class HeaderJudge {
  private final ProxyTrust trust;
  private final IdentitySource source;
  private final IdentityRules rules;
  private final WatchedHeaders watched;

  /**
   * Creates a judge.
   *
   * @param trust the evidence that a trusted peer must show
   * @param source the source of identity
   * @param rules the rules for identities
   * @throws IllegalArgumentException if two headers of evidence and source have the same name or
   *     names that are aliases of each other; the message is the rule alone
   */
  public HeaderJudge(ProxyTrust trust, IdentitySource source, IdentityRules rules) {
    this.trust = trust;
    this.source = source;
    this.rules = rules;
    List<HeaderName> headers =
        Stream.concat(source.headers().stream(), trust.headers().stream())
            .map(HeaderName::new)
            .toList();
    HeaderName callerHeader = new HeaderName(source.callerHeader());
    this.watched =
        new WatchedHeaders(
            headers.contains(callerHeader)
                ? headers
                : Stream.concat(headers.stream(), Stream.of(callerHeader)).toList());
  }

  /**
   * Judges a request.
   *
   * @param peer the peer that sent it
   * @param headers its headers
   * @return its assertion about its caller; {@link Assertion.Absent} for a peer that is not
   *     trusted, with the reason if the request has a caller header
   */
  public Assertion judge(Peer peer, RequestHeaders headers) {
    Rejection missingEvidence = trust.missingEvidence(peer, headers);
    if (missingEvidence != null) {
      return new Assertion.Absent(false, source.namesCaller(headers) ? missingEvidence : null);
    }
    HeaderFault fault = watched.fault(headers);
    if (fault != null) {
      return new Assertion.Malformed(fault.reason(), fault.header());
    }
    ClaimedIdentity claimed = source.read(peer, headers);
    if (claimed instanceof ClaimedIdentity.Named named) {
      return rules.apply(named, source);
    }
    return claimed instanceof ClaimedIdentity.Malformed malformed
        ? new Assertion.Malformed(malformed.fault().reason(), malformed.fault().header())
        : new Assertion.Absent(true, ((ClaimedIdentity.None) claimed).ignored());
  }

  /**
   * The header that names the caller.
   *
   * @return its name in lower case
   */
  public String callerHeader() {
    return source.callerHeader();
  }

  /**
   * The source of identity.
   *
   * @return the source
   */
  public IdentitySource source() {
    return source;
  }

  /**
   * The endpoint at which the issuer of the identities ends logins.
   *
   * @return the endpoint; empty if no issuer ends logins
   */
  public Optional<SignOutEndpoint> signOutEndpoint() {
    return source.signOutEndpoint();
  }

  /**
   * The configured headers of identity and evidence.
   *
   * @return their names, without repetition
   */
  public List<HeaderName> headers() {
    return watched.names();
  }

  /**
   * Checks whether a trusted peer could assert a name.
   *
   * @param name the decoded name
   * @return the rule that the name breaks, or null for a valid name
   */
  public @Nullable Rejection checkCallerName(String name) {
    return rules.checkCallerName(name);
  }

  /**
   * Checks the result of a {@link org.gatepass.CallerNameNormalizer} by the rules for characters,
   * length, script and reserved names. It need not match the expression for caller names.
   *
   * @param name the name; null if the normalizer returned null
   * @return the rule that the name breaks, or null for a valid name
   */
  public @Nullable Rejection checkNormalizedName(@Nullable String name) {
    return rules.checkNormalizedName(name);
  }

  /**
   * Whether a name from any identity store is a valid caller name: clean and not reserved. A
   * directory or a database may find the account of a clean name by an unclean one.
   *
   * @param name the name
   * @return whether the name is clean and not reserved
   */
  public static boolean mayBeCallerName(String name) {
    return CleanText.isClean(name) && !CallerNameRule.isReserved(name);
  }

  /**
   * The groups of an earlier mapping that the current mapping can still return.
   *
   * @param earlier the names of the application's groups
   * @return those that remain valid
   */
  public Set<String> groupsThatStillCount(Set<String> earlier) {
    return rules.groupsMapping().stillGiven(earlier);
  }

  /**
   * Whether requests that name no caller prove the proxy: by its address or a secret.
   *
   * @return false if the source of identity is the only such evidence
   */
  public boolean provesProxyAlone() {
    return trust.provesProxyAlone();
  }

  /**
   * The kinds of evidence that a trusted peer must show.
   *
   * @return the kinds, such as {@code SECRET}, in the order of the checks
   */
  public List<String> evidenceKinds() {
    return trust.kinds();
  }

  /**
   * Whether a trusted peer must show a client certificate.
   *
   * @return false if {@link Peer#certificates} is not read
   */
  public boolean checksCertificate() {
    return trust.checksCertificate();
  }

  /**
   * The result of each check of evidence that applies to a request, for display.
   *
   * @param peer the peer
   * @param headers the headers of its request
   * @return for each kind of evidence why it is missing or wrong, or empty if it is correct
   */
  public Map<String, Optional<Rejection>> evidence(Peer peer, RequestHeaders headers) {
    return trust.evidence(peer, headers);
  }
}
