// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.source;

import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatepass.Rejection;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.HeaderFault;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.gatepass.spi.signout.IssuerSession;
import org.gatepass.spi.signout.SignOutEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The identity headers, with the session at the issuer in further headers of the proxy, so that
 * logout tokens end remembered logins. Immutable and safe for use by many threads.
 */
final class HeaderSessions implements IdentitySource {
  /** A subject has at most 255 ASCII characters (OpenID Connect Core 1.0, section 2). */
  private static final int MAX_LENGTH = 255;

  /** What Apache writes for a variable that is not set. */
  private static final String UNSET = "(null)";

  private final IdentitySource identityHeaders;
  private final String issuer;
  private final Optional<String> subjectHeader;
  private final Optional<String> sessionIdHeader;
  private final SignOutEndpoint endpoint;

  /**
   * Creates a source.
   *
   * @param identityHeaders the source that names the callers
   * @param issuer the issuer of the sessions
   * @param subjectHeader the header with the subject
   * @param sessionIdHeader the header with the session id
   * @param endpoint the endpoint at which the issuer ends logins
   */
  HeaderSessions(
      IdentitySource identityHeaders,
      String issuer,
      Optional<String> subjectHeader,
      Optional<String> sessionIdHeader,
      SignOutEndpoint endpoint) {
    this.identityHeaders = identityHeaders;
    this.issuer = issuer;
    this.subjectHeader = subjectHeader;
    this.sessionIdHeader = sessionIdHeader;
    this.endpoint = endpoint;
  }

  @Override
  public String callerHeader() {
    return identityHeaders.callerHeader();
  }

  @Override
  public String header(ClaimedIdentity.Part part) {
    return identityHeaders.header(part);
  }

  @Override
  public List<String> headers() {
    return Stream.of(
            identityHeaders.headers().stream(), subjectHeader.stream(), sessionIdHeader.stream())
        .flatMap(headers -> headers)
        .toList();
  }

  @Override
  public boolean namesCaller(RequestHeaders headers) {
    return identityHeaders.namesCaller(headers);
  }

  @Override
  public ClaimedIdentity read(Peer peer, RequestHeaders headers) {
    ClaimedIdentity claimed = identityHeaders.read(peer, headers);
    if (!(claimed instanceof ClaimedIdentity.Named named)) {
      return claimed;
    }
    Optional<String> repeated =
        Stream.concat(subjectHeader.stream(), sessionIdHeader.stream())
            .filter(header -> isRepeated(headers, header))
            .findFirst();
    if (repeated.isPresent()) {
      return new ClaimedIdentity.Malformed(
          new HeaderFault(repeated.get(), Rejection.REPEATED_HEADER));
    }
    String subject = text(headers, subjectHeader);
    String sessionId = text(headers, sessionIdHeader);
    return ClaimedIdentity.Named.caller(named.callerName())
        .groups(named.groups())
        .email(named.email())
        .displayName(named.displayName())
        .stableId(named.stableId())
        .leftOut(named.leftOut())
        .issued(issued(subject, sessionId))
        .build();
  }

  private ClaimedIdentity.@Nullable Issued issued(
      @Nullable String subject, @Nullable String sessionId) {
    return subject == null && sessionId == null
        ? null
        : new ClaimedIdentity.Issued(new IssuerSession(issuer, subject, sessionId), null);
  }

  private static boolean isRepeated(RequestHeaders headers, String header) {
    Enumeration<String> lines = headers.values(header);
    if (!lines.hasMoreElements()) {
      return false;
    }
    lines.nextElement();
    return lines.hasMoreElements();
  }

  /** The value of a header; null if it is absent, empty, too long or not printable ASCII. */
  private static @Nullable String text(RequestHeaders headers, Optional<String> header) {
    if (header.isEmpty()) {
      return null;
    }
    Enumeration<String> lines = headers.values(header.get());
    String text = lines.hasMoreElements() ? lines.nextElement().strip() : "";
    return text.isEmpty()
            || text.equals(UNSET)
            || text.length() > MAX_LENGTH
            || text.chars().anyMatch(c -> c < ' ' || c > '~')
        ? null
        : text;
  }

  @Override
  public Optional<SignOutEndpoint> signOutEndpoint() {
    return Optional.of(endpoint);
  }
}
