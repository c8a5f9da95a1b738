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
 * Answers what a request says about its caller, and whether that counts. Immutable and safe for use
 * by many threads.
 */
public final class HeaderJudge {
  private final ProxyTrust trust;
  private final IdentityHeaders identityHeaders;

  /**
   * Makes a judge.
   *
   * @param trust the evidence that makes a peer a trusted one
   * @param identityHeaders the reader of what a trusted one says
   * @throws IllegalArgumentException if a header with evidence is none of those that the reader
   *     watches for aliases; the message is the rule alone
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
   * @return what it says about its caller; from a peer that is not trusted nothing, with the reason
   *     when it tried to
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
   * The header that names the caller.
   *
   * @return its name
   */
  public HeaderName callerHeader() {
    return identityHeaders.rules().callerHeader();
  }

  /**
   * The headers that are configured, the secret's included.
   *
   * @return their names, without a repetition
   */
  public List<HeaderName> headers() {
    return identityHeaders.rules().headers();
  }

  /**
   * Judges a name by itself: whether a trusted peer could assert it.
   *
   * @param name the name, as it is after decoding
   * @return why not, or null when it could
   */
  public @Nullable Rejection checkCallerName(String name) {
    return identityHeaders.checkCallerName(name);
  }

  /**
   * Judges a name that the application has made of an asserted one, by the rules for characters,
   * length, script and reserved names. The expression for caller names need not match it.
   *
   * @param name the name; null where the application gave none
   * @return why it is no caller's, or null when it may be one's
   */
  public @Nullable Rejection checkNormalizedName(@Nullable String name) {
    return identityHeaders.checkNormalizedName(name);
  }

  /**
   * Whether a name may be a caller's, whichever identity store gave it: it is clean and not
   * reserved. A directory or a database may take an unclean name for the clean one.
   *
   * @param name the name
   * @return whether it is clean and not reserved
   */
  public static boolean mayBeCallerName(String name) {
    return CleanText.isClean(name) && !CallerNameRule.isReserved(name);
  }

  /**
   * Those groups that the mapping in force still gives, of some that a mapping gave earlier.
   *
   * @param earlier the application's names of groups
   * @return those that count
   */
  public Set<String> groupsThatStillCount(Set<String> earlier) {
    return identityHeaders.rules().groupsMapping().stillGiven(earlier);
  }

  /**
   * What a peer has shown of each kind of evidence that is configured, for people to read.
   *
   * @param peer the peer
   * @param headers the headers of its request
   * @return for each kind what is wrong with it, or empty when it is right
   */
  public Map<String, Optional<Rejection>> evidence(Peer peer, RequestHeaders headers) {
    return trust.evidence(peer, headers);
  }
}
