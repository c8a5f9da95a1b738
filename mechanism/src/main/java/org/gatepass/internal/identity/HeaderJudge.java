// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The check of a request's peer and the reader of its identity headers. Immutable and safe for use
 * by many threads.
 */
public final class HeaderJudge {
  private final ProxyTrust trust;
  private final IdentityHeaders identityHeaders;

  /**
   * Creates a judge.
   *
   * @param trust the evidence that a trusted peer must show
   * @param identityHeaders the reader of a trusted peer's identity headers
   * @throws IllegalArgumentException if the reader does not check a header with evidence for
   *     aliases; the message is the rule alone
   */
  public HeaderJudge(ProxyTrust trust, IdentityHeaders identityHeaders) {
    List<String> watched =
        identityHeaders.rules().headers().stream().map(HeaderName::name).toList();
    if (!watched.containsAll(trust.headers())) {
      throw new IllegalArgumentException("is not a header that is watched for aliases");
    }
    this.trust = trust;
    this.identityHeaders = identityHeaders;
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
    if (missingEvidence == null) {
      return identityHeaders.read(headers);
    }
    return new Assertion.Absent(
        false, identityHeaders.namesCaller(headers) ? missingEvidence : null);
  }

  /**
   * The caller header.
   *
   * @return its name
   */
  public HeaderName callerHeader() {
    return identityHeaders.rules().callerHeader();
  }

  /**
   * The configured headers, including that of the shared secret.
   *
   * @return their names, without repetition
   */
  public List<HeaderName> headers() {
    return identityHeaders.rules().headers();
  }

  /**
   * Checks whether a trusted peer could assert a name.
   *
   * @param name the decoded name
   * @return the rule that the name breaks, or null for a valid name
   */
  public @Nullable Rejection checkCallerName(String name) {
    return identityHeaders.checkCallerName(name);
  }

  /**
   * Checks the result of a {@link org.gatepass.CallerNameNormalizer} by the rules for characters,
   * length, script and reserved names. It need not match the expression for caller names.
   *
   * @param name the name; null if the normalizer returned null
   * @return the rule that the name breaks, or null for a valid name
   */
  public @Nullable Rejection checkNormalizedName(@Nullable String name) {
    return identityHeaders.checkNormalizedName(name);
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
    return identityHeaders.rules().groupsMapping().stillGiven(earlier);
  }

  /**
   * The result of each configured check of evidence, for display.
   *
   * @param peer the peer
   * @param headers the headers of its request
   * @return for each kind of evidence why it is missing or wrong, or empty if it is correct
   */
  public Map<String, Optional<Rejection>> evidence(Peer peer, RequestHeaders headers) {
    return trust.evidence(peer, headers);
  }
}
