// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.IOException;

/**
 * Judges the answers to forged requests. A challenge, a rejection, and an answer as without a
 * forged header are safe. Any other answer is compared with that of a control, the same request
 * with an empty name: where both are alike, the name has made no difference.
 */
final class Judge {
  private final Client client;
  private final Address address;
  private final String account;
  private final Answer baseline;
  private final String marker;

  /**
   * Judges by a resource's answers.
   *
   * @param account the name of the forged caller
   * @param baseline the answer to the request without a forged header
   * @param marker a text that only a caller's page has; empty for none
   */
  Judge(Client client, Address address, String account, Answer baseline, String marker) {
    this.client = client;
    this.address = address;
    this.account = account;
    this.baseline = baseline;
    this.marker = marker;
  }

  /**
   * A judged attempt.
   *
   * @param answer the answer's status, and what it means
   */
  record Finding(Verdict verdict, String text, String answer) {}

  /** Sends a forged request, and the control if the answer requires it. */
  Finding judge(Attempt attempt) {
    try {
      Answer answer = client.send(address, attempt.request(account));
      return judge(attempt, answer);
    } catch (IOException e) {
      return new Finding(Verdict.UNCLEAR, attempt.text(), "no connection");
    }
  }

  private Finding judge(Attempt attempt, Answer answer) throws IOException {
    if (answer.tunnelled()) {
      return new Finding(
          Verdict.UNSAFE,
          attempt.text(),
          "101: requests bypass the proxy's rules; in the tunnel " + answer.text());
    }
    if (answer.isSuccess() && !marker.isEmpty() && answer.body().contains(marker)) {
      return new Finding(Verdict.UNSAFE, attempt.text(), answer.text() + " with the marker");
    }
    if (answer.isRejection() || isAsWithout(answer)) {
      return new Finding(Verdict.SAFE, attempt.text(), answer.text());
    }
    return compared(attempt, answer, client.send(address, attempt.request("")));
  }

  /** Whether it is the answer without a forged header. A page that everyone sees needs a marker. */
  private boolean isAsWithout(Answer answer) {
    return answer.isLike(baseline) && (!answer.isSuccess() || !marker.isEmpty());
  }

  private Finding compared(Attempt attempt, Answer answer, Answer control) {
    boolean alike = answer.isLike(control);
    String text = answer.text();
    Verdict verdict;
    if (answer.isSuccess() && alike) {
      verdict = marker.isEmpty() ? Verdict.UNCLEAR : Verdict.SAFE;
      text += marker.isEmpty() ? ", also without a name: --marker decides" : "";
    } else if (alike) {
      verdict = Verdict.SAFE;
      text += ", also without a name";
    } else if (answer.isFailure() || control.isFailure()) {
      verdict = Verdict.UNCLEAR;
      text += ", and " + control.text() + " without a name";
    } else {
      verdict = Verdict.UNSAFE;
    }
    return new Finding(verdict, attempt.text(), text);
  }
}
