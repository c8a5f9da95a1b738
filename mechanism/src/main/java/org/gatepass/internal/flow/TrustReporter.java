// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatepass.Rejection;
import org.gatepass.RequestRejected;
import org.gatepass.TrustReport;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.remedy.Remedies;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;

/**
 * Creates the {@link TrustReport} of a request on demand.
 *
 * @param request the request as the container received it, with the secret
 * @param settings the settings in force
 */
public record TrustReporter(HttpServletRequest request, MechanismSettings settings)
    implements Supplier<TrustReport> {

  /** Stores a reporter in a request, for {@link TrustReport#of}. */
  public static void register(HttpServletRequest request, MechanismSettings settings) {
    // A forwarded request already has the reporter of the request that the container received.
    if (request.getAttribute(TrustReport.ATTRIBUTE) == null) {
      request.setAttribute(TrustReport.ATTRIBUTE, new TrustReporter(request, settings));
    }
  }

  @Override
  public TrustReport get() {
    Peer peer = ServletPeer.of(request, settings.trust().judge().checksCertificate());
    RequestHeaders lines = ServletPeer.headers(request);
    Map<String, Optional<Rejection>> evidence = settings.trust().judge().evidence(peer, lines);
    Optional<Rejection> missingEvidence =
        evidence.values().stream().flatMap(Optional::stream).findFirst();
    boolean trusted = settings.trust().headersEnabled() && missingEvidence.isEmpty();
    Sender sender =
        trusted
            ? Sender.behind(peer.address(), settings.trust().clientAddress().of(peer, lines))
            : Sender.alone(peer.address());
    Optional<Rejection> reason =
        missingEvidence.or(() -> RequestRejected.of(request).map(RequestRejected::reason));
    return new TrustReport(
        sender.peerAddress(),
        sender.clientAddress(),
        settings.trust().headersEnabled(),
        trusted,
        reason,
        explanation(reason, sender.peerAddress()),
        evidence.entrySet().stream()
            .map(kind -> new TrustReport.Evidence(kind.getKey(), kind.getValue()))
            .toList(),
        headers(lines),
        settings.report());
  }

  private Optional<String> explanation(Optional<Rejection> reason, String peerAddress) {
    Remedies remedies = new Remedies(settings.prefix());
    return settings.trust().headersEnabled()
        ? reason.map(rejection -> remedies.of(rejection, peerAddress))
        : Optional.of(remedies.headersOff());
  }

  private List<TrustReport.Header> headers(RequestHeaders lines) {
    List<TrustReport.Header> headers = new ArrayList<>();
    settings
        .trust()
        .headerNames()
        .forEach(
            (key, header) -> {
              headers.add(header(key, header.name(), lines));
              for (String alias : aliases(header, lines)) {
                headers.add(header(key, alias, lines));
              }
            });
    return headers;
  }

  private static List<String> aliases(HeaderName header, RequestHeaders lines) {
    return Collections.list(lines.names()).stream()
        .filter(header::hasAlias)
        .distinct()
        .sorted()
        .toList();
  }

  private static TrustReport.Header header(String key, String name, RequestHeaders lines) {
    int count = 0;
    for (Enumeration<String> values = lines.values(name); values.hasMoreElements(); count++) {
      values.nextElement();
    }
    return new TrustReport.Header(key, name, count);
  }

  /** Returns the class name alone: the request contains the secret. */
  @Override
  public String toString() {
    return "TrustReporter";
  }
}
