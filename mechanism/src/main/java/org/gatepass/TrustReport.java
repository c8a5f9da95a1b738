// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * A report for troubleshooting: which identity headers a request has, whether its peer is trusted
 * and why not, and the settings in force. A page for administrators can show it. The report
 * contains header names, but no header values and no secrets. Immutable and safe for use by many
 * threads.
 *
 * <pre>{@code
 * TrustReport.of(request)
 *     .flatMap(TrustReport::explanation)
 *     .ifPresent(out::println); // The peer 10.1.2.9 is not in gatepass.trusted-proxies: ...
 * }</pre>
 *
 * <p>The report reveals how the application is protected: show it to administrators only.
 *
 * @param peerAddress the address of the peer's socket: an IP address, or {@code (unreadable)} where
 *     the server returns something else
 * @param clientAddress the client's address that a trusted peer reports; the peer's address if it
 *     reports none
 * @param headersRead whether Gatepass reads identity headers: {@code gatepass.enabled}
 * @param trusted whether Gatepass reads identity headers and the peer has shown all configured
 *     evidence
 * @param reason why the peer is not trusted, whether or not it sent a caller header; for a trusted
 *     peer, the latest rejection of this request; empty for a trusted peer without a rejection
 * @param explanation why the peer is not trusted, or what {@link #reason} means, and the setting to
 *     compare, in a sentence; empty for a trusted peer without a rejection
 * @param evidence each kind of evidence that is configured
 * @param headers each configured header, and each other spelling of one in the request
 * @param settings each setting that has a value, with secrets hidden
 */
public record TrustReport(
    String peerAddress,
    String clientAddress,
    boolean headersRead,
    boolean trusted,
    Optional<Rejection> reason,
    Optional<String> explanation,
    List<Evidence> evidence,
    List<Header> headers,
    List<Setting> settings) {
  /** The name of the request attribute from which {@link #of} creates the report. */
  public static final String ATTRIBUTE = "org.gatepass.TrustReport";

  /**
   * Creates a report and copies the lists.
   *
   * @param peerAddress the address of the peer's socket
   * @param clientAddress the client's address that a trusted peer reports, else the peer's
   * @param headersRead whether Gatepass reads identity headers
   * @param trusted whether it reads them and the peer has shown all configured evidence
   * @param reason why the peer is not trusted, or else the latest rejection of this request
   * @param explanation what the reason means, and the setting to compare
   * @param evidence each kind of evidence that is configured
   * @param headers each configured header
   * @param settings each setting that has a value
   */
  public TrustReport {
    evidence = List.copyOf(evidence);
    headers = List.copyOf(headers);
    settings = List.copyOf(settings);
  }

  /**
   * Creates the report of a request. This reads all headers and checks all evidence again, so it is
   * for occasional use, not for each request.
   *
   * @param request the request, as the application received it
   * @return the report, or empty if the application has no {@link
   *     RemoteUserAuthenticationMechanismDefinition}
   */
  public static Optional<TrustReport> of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Supplier<?> maker
            && maker.get() instanceof TrustReport report
        ? Optional.of(report)
        : Optional.empty();
  }

  /**
   * Returns the whole report as text, for example to send to a colleague. The text contains
   * addresses, header names and settings, so read it before you publish it. It contains no secrets
   * and no values of identity headers.
   *
   * @return lines without a line break at the end
   */
  public String asText() {
    StringJoiner lines = new StringJoiner("\n");
    lines.add("peer " + peerAddress + ", client " + clientAddress);
    lines.add(trusted ? "trusted" : "not trusted");
    reason.ifPresent(code -> lines.add("reason: " + code));
    explanation.ifPresent(lines::add);
    for (Evidence kind : evidence) {
      lines.add(
          "evidence "
              + kind.kind()
              + ": "
              + kind.missingEvidence().map(Rejection::name).orElse("correct"));
    }
    for (Header header : headers) {
      lines.add(
          "header " + header.name() + " (" + header.setting() + "), lines: " + header.lines());
    }
    settings.forEach(setting -> lines.add(setting.toString()));
    return lines.toString();
  }

  /**
   * One kind of evidence that a trusted peer must show. Immutable.
   *
   * @param kind {@code ADDRESS}, {@code SECRET}, {@code CERTIFICATE}, or the kind of a module's
   *     evidence, such as {@code ASSERTION}
   * @param missingEvidence why the evidence is missing or wrong; empty if it is correct
   */
  public record Evidence(String kind, Optional<Rejection> missingEvidence) {}

  /**
   * A configured header, or another spelling of its name in the request, such as {@code
   * Remote_User}. Immutable.
   *
   * @param setting the key of the setting, such as {@code gatepass.caller-header}
   * @param name the configured name, or the other spelling as the request has it
   * @param lines the number of header lines of this name in the request, 0 or more
   */
  public record Header(String setting, String name, int lines) {}

  /**
   * A setting in force. Immutable.
   *
   * @param key the key, such as {@code gatepass.caller-header}
   * @param value the value as text, or {@code (hidden)} for a secret
   * @param origin the source of the value: {@code system property}, {@code environment}, {@code
   *     MicroProfile Config} or {@code annotation}; a default has the origin {@code annotation}
   */
  public record Setting(String key, String value, String origin) {
    /** Returns the line that Gatepass logs at the start of the application. */
    @Override
    public String toString() {
      return key + " = " + value + "  [" + origin + "]";
    }
  }
}
