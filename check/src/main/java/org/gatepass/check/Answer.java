// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.net.URI;

/**
 * What came back for a request.
 *
 * @param status the status; 0 if the server ended the connection without a response, and -1 if it
 *     was silent
 * @param location the target of a redirect without its query; empty for none, or for one of HTTP/2
 * @param body the beginning of the body
 * @param tunnelled whether the response came through a connection after {@code 101 Switching
 *     Protocols}
 */
record Answer(int status, String location, String body, boolean tunnelled) {
  static final Answer CLOSED = new Answer(0, "", "", false);
  static final Answer SILENT = new Answer(-1, "", "", false);

  Answer(int status, String location, String body) {
    this(status, withoutQuery(location), body, false);
  }

  Answer inTunnel() {
    return new Answer(status, location, body, true);
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  boolean isRedirect() {
    return status >= 300 && status < 400 && status != 304;
  }

  /** Whether a caller is required. */
  boolean isChallenge() {
    return status == 401 || isRedirect();
  }

  /** Whether the request was rejected for its form, or for the lack of a caller. */
  boolean isRejection() {
    return status == 0
        || status == 400
        || status == 401
        || status == 421
        || status == 431
        || status == 501
        || status == 505;
  }

  /** Whether the server or the proxy was unable to answer, at least for now. */
  boolean isFailure() {
    return status == -1 || status == 429 || status >= 500;
  }

  /** Whether both have the same status and lead to the same place. */
  boolean isLike(Answer other) {
    if (isRedirect() && other.isRedirect()) {
      return location.isEmpty() || other.location.isEmpty() || location.equals(other.location);
    }
    return status == other.status;
  }

  /** The status for a report, with the place of a redirect. */
  String text() {
    if (status == 0) {
      return "connection closed";
    }
    if (status == -1) {
      return "no answer";
    }
    return isRedirect() && !location.isEmpty()
        ? status + " to " + printable(location)
        : Integer.toString(status);
  }

  private static String withoutQuery(String location) {
    return location.split("[?#]", 2)[0];
  }

  private static String printable(String text) {
    String shown = text.replaceAll("[^\\x21-\\x7e]", "?");
    return shown.length() > 200 ? shown.substring(0, 200) + "..." : shown;
  }

  /** Whether the redirect leads to the same page with TLS, or with a slash at its end. */
  boolean completes(Address address) {
    if (!isRedirect() || location.isEmpty()) {
      return false;
    }
    String path = withoutQuery(address.target());
    String secure = "https://" + address.host() + path;
    try {
      String target = URI.create(address.url()).resolve(location).toString();
      return target.equals(withoutQuery(address.url()) + "/")
          || (!address.tls() && target.replaceFirst(":\\d+(?=/)", "").equals(secure));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
