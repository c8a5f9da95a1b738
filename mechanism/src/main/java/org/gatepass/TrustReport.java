// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What arrived with one request to say who its caller is, what of it is trusted and why not, and
 * the settings in force: for people who look for a mistake in the set-up, such as an
 * administrators' page. It names headers, and holds no value of one and no secret. Immutable.
 *
 * <pre>{@code
 * TrustReport.of(request)
 *     .ifPresent(report -> out.println(report.trusted() + " " + report.reason()));
 * }</pre>
 *
 * <p>It tells how the application is protected: show it to administrators alone.
 *
 * @param peerAddress the address of the socket that the request came from
 * @param clientAddress the client's address as a trusted peer names it, else the peer's
 * @param headersRead whether headers are read at all: {@code gatepass.enabled}
 * @param trusted whether headers are read and the peer has shown all evidence that is configured
 * @param reason why the peer is not trusted, whether or not it sent a caller header; of a trusted
 *     peer, the latest rejection of this request; empty when there is none
 * @param evidence each kind of evidence that is configured, and what is wrong with what was shown
 * @param headers each header that a setting names, and each other spelling of one that arrived
 * @param settings the settings that have a value, secrets hidden
 */
public record TrustReport(
    String peerAddress,
    String clientAddress,
    boolean headersRead,
    boolean trusted,
    Optional<Rejection> reason,
    List<Evidence> evidence,
    List<Header> headers,
    List<Setting> settings) {
  /** The name of the request attribute from which {@link #of} makes the report. */
  public static final String ATTRIBUTE = "org.gatepass.TrustReport";

  /**
   * Copies the lists.
   *
   * @param peerAddress the address of the socket that the request came from
   * @param clientAddress the client's address as a trusted peer names it, else the peer's
   * @param headersRead whether headers are read at all
   * @param trusted whether the peer has shown all evidence that is configured
   * @param reason why it is not trusted, or else the latest rejection of this request
   * @param evidence each kind of evidence that is configured
   * @param headers each header that a setting names
   * @param settings the settings that have a value
   */
  public TrustReport {
    evidence = List.copyOf(evidence);
    headers = List.copyOf(headers);
    settings = List.copyOf(settings);
  }

  /**
   * Makes the report of a request. It takes a look at each header: not for every request.
   *
   * @param request the request, as the application has it
   * @return the report, or empty when the application has no {@link
   *     RemoteUserAuthenticationMechanismDefinition}
   */
  public static Optional<TrustReport> of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Supplier<?> maker
            && maker.get() instanceof TrustReport report
        ? Optional.of(report)
        : Optional.empty();
  }

  /**
   * One kind of evidence that makes a peer a trusted one.
   *
   * @param kind {@code ADDRESS}, {@code SECRET} or {@code CERTIFICATE}
   * @param missingEvidence what is wrong with what the peer has shown; empty when it is right
   */
  public record Evidence(String kind, Optional<Rejection> missingEvidence) {}

  /**
   * A header that a setting names, or another spelling of it, such as {@code Remote_User}.
   *
   * @param setting the key of the setting, such as {@code gatepass.caller-header}
   * @param name the name of the header; of another spelling, as it arrived
   * @param lines how many lines of it arrived
   */
  public record Header(String setting, String name, int lines) {}

  /**
   * A setting in force.
   *
   * @param key the key, such as {@code gatepass.caller-header}
   * @param value its value as a text, or {@code (hidden)} for a secret
   * @param origin where it was found: {@code system property}, {@code environment}, {@code
   *     MicroProfile Config} or {@code annotation}, which gives the defaults too
   */
  public record Setting(String key, String value, String origin) {
    /** Writes it as a line of the log. */
    @Override
    public String toString() {
      return key + " = " + value + "  [" + origin + "]";
    }
  }
}
