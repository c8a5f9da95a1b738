// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.gatepass.check.Judge.Finding;

/** One run: baselines first, then each forged request, then the conclusion. */
final class Run {
  private final Arguments arguments;
  private final PrintStream out;
  private final Client client;
  private final Attempts attempts;
  private final List<Finding> findings = new ArrayList<>();

  Run(Arguments arguments, PrintStream out) throws UsageException {
    this.arguments = arguments;
    this.out = out;
    client = arguments.client();
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    attempts =
        new Attempts(
            arguments.callerHeaders(),
            arguments.secretHeaders(),
            "x" + HexFormat.of().formatHex(random));
  }

  /** Runs all, and returns the exit code. */
  int run() throws UsageException {
    for (Address address : arguments.protectedAddresses()) {
      Answer baseline = requireProtected(address);
      Judge judge = judge(address, baseline, arguments.marker());
      attempts
          .throughProxy(address, baseline.isChallenge())
          .forEach(attempt -> report(judge.judge(attempt)));
      Optional<Address> direct = arguments.direct(address);
      if (direct.isPresent()) {
        direct(address, direct.get());
      }
    }
    Optional<Address> forbidden = arguments.forbidden();
    if (forbidden.isPresent()) {
      loggedIn(forbidden.get(), arguments.login());
    }
    return conclude();
  }

  private Judge judge(Address address, Answer baseline, String marker) {
    return new Judge(client, address, arguments.account(), baseline, marker);
  }

  /** The answer without a forged header, which must show that the page requires a login. */
  private Answer requireProtected(Address address) throws UsageException {
    Answer answer = baseline(address, List.of());
    String what = address.url() + " answers " + answer.text() + " without a login";
    if (answer.completes(address)) {
      throw new UsageException(what + ": give the URL to which it leads");
    }
    if (answer.isSuccess() && arguments.marker().isEmpty()) {
      throw new UsageException(
          what
              + ", so it is not protected. If that is a login form, --marker names a text"
              + " that only the page of a caller has");
    }
    if (answer.isSuccess() && answer.body().contains(arguments.marker())) {
      throw new UsageException(what + " and with the marker, so it is not protected");
    }
    if (!answer.isChallenge() && !answer.isSuccess()) {
      throw new UsageException(what + ": give a URL that answers 401 or leads to a login");
    }
    out.println(address.url());
    out.println("without a login: " + answer.text());
    return answer;
  }

  private Answer baseline(Address address, List<String> lines) throws UsageException {
    try {
      return client.send(address, Request.get(address.target(), lines));
    } catch (IOException e) {
      throw new UsageException(address.url() + ": no connection, " + reason(e));
    }
  }

  private static String reason(IOException e) {
    if (isUntrusted(e)) {
      return "its certificate is not trusted; --trust names a file with the right one";
    }
    return e instanceof UnknownHostException
        ? "the name is unknown"
        : String.valueOf(e.getMessage());
  }

  private static boolean isUntrusted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private void direct(Address atProxy, Address direct) throws UsageException {
    out.println();
    out.println(direct.url() + ", without the proxy");
    Answer baseline;
    try {
      baseline = client.send(direct, Request.get(direct.target(), List.of()));
    } catch (UnknownHostException e) {
      throw new UsageException(direct.url() + ": no connection, " + reason(e));
    } catch (IOException e) {
      if (isUntrusted(e)) {
        throw new UsageException(direct.url() + ": no connection, " + reason(e));
      }
      boolean closed = !(e instanceof SSLException) || Client.lacksClientCertificate(e);
      report(
          new Finding(closed ? Verdict.SAFE : Verdict.UNCLEAR, "without a login", "no connection"));
      return;
    }
    String marker = arguments.marker();
    boolean open = baseline.isSuccess() && (marker.isEmpty() || baseline.body().contains(marker));
    boolean known =
        baseline.isSuccess()
            || baseline.isChallenge()
            || baseline.isRejection()
            || baseline.status() == 403;
    Verdict verdict = open ? Verdict.UNSAFE : known ? Verdict.SAFE : Verdict.UNCLEAR;
    report(new Finding(verdict, "without a login", baseline.text()));
    if (verdict == Verdict.SAFE) {
      Judge judge = judge(direct, baseline, marker);
      attempts
          .direct(direct, atProxy.authority(), sources(atProxy))
          .forEach(attempt -> report(judge.judge(attempt)));
    }
  }

  /** The addresses that an application may trust: the proxy's and the server's own. */
  private static List<String> sources(Address atProxy) {
    Set<String> addresses = new LinkedHashSet<>(List.of("127.0.0.1"));
    try {
      addresses.add(InetAddress.getByName(atProxy.socketHost()).getHostAddress());
    } catch (UnknownHostException e) {
      // The connection through the proxy has failed already.
    }
    return List.copyOf(addresses);
  }

  private void loggedIn(Address forbidden, List<String> login) throws UsageException {
    Answer baseline = baseline(forbidden, login);
    if (baseline.status() != 403) {
      throw new UsageException(
          forbidden.url() + " answers " + baseline.text() + " to the login, and 403 is needed");
    }
    out.println();
    out.println(forbidden.url() + ", with the login");
    out.println("without a forged header: " + baseline.text());
    Judge judge = judge(forbidden, baseline, "");
    attempts
        .loggedIn(forbidden, login, arguments.groupsHeaders(), arguments.group())
        .forEach(attempt -> report(judge.judge(attempt)));
  }

  private void report(Finding finding) {
    findings.add(finding);
    out.println(
        String.format(
            "  %-8s  %s: %s", finding.verdict().text(), finding.text(), finding.answer()));
  }

  private long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  private int conclude() {
    long unsafe = count(Verdict.UNSAFE);
    long unclear = count(Verdict.UNCLEAR);
    String of = " of " + findings.size() + " requests";
    out.println();
    if (unsafe > 0) {
      out.println("NOT SAFE: the deployment accepts " + unsafe + of + ".");
      return 1;
    }
    if (unclear > 0) {
      out.println("UNCLEAR: the answers to " + unclear + of + " are not safe for certain.");
      return 2;
    }
    out.println("SAFE: the deployment accepts 0" + of + ".");
    return 0;
  }
}
