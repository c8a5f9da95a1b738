// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import java.util.Optional;

/**
 * The known attacks on identity headers, one row for each kind. A row has tests, marked with {@link
 * Shows}, or a reason why no request can show the attack.
 */
public enum Attack {
  A01("direct access past the proxy"),
  A02("an empty or wide list of trusted addresses"),
  A03("forwarded-for headers that pretend to be the peer"),
  A04("other forwarded headers that pretend a context"),
  A05("a server that takes the peer's address from a header"),
  A06("addresses that are read wrongly"),
  A07("a trusted machine that is made to send a request"),
  A08("a neighbour in the trusted network"),
  A09("a shared secret that is guessed, or seen"),
  A10("a certificate of another client, or in a header"),
  A11("identity in AJP attributes"),
  A12("a client certificate that the proxy has not verified"),
  A13("a client certificate of another issuer or trust domain"),
  A14("several client certificates, or a notation with two meanings"),

  B01("an underscore for a dash in a header's name"),
  B02("a dot for a dash, and other cases of letters"),
  B03("two lines of one header"),
  B04("two values joined by a comma"),
  B05("a Connection line that makes a proxy drop a header"),
  B06("identity in trailers"),
  B07(
      "a configured header that the proxy does not always set",
      "a proxy that passes a client's header on looks like one that sets it:"
          + " the proxy must remove each configured header first"),
  B08("line ends, folds and NUL within the header block"),
  B09("smuggled requests and tunnels"),
  B10("very many header lines"),
  B11("request targets that are no path"),

  C01("a blank name"),
  C02("a very long value"),
  C03("control and invisible characters"),
  C04("blanks around and within a name"),
  C05("names that look alike, or become alike"),
  C06("names that differ by case"),
  C07("a database that treats different names as equal"),
  C08("placeholders of proxies"),
  C09("reserved names and service accounts"),
  C10("e-mail addresses taken for names"),
  C11("LDAP filters in names"),
  C12("SQL in names"),
  C13("log lines in names"),
  C14("wrong character sets and double decoding"),
  C15("names in error pages"),

  D01("groups that a client names"),
  D02("separators within a group's name"),
  D03("two lines of groups"),
  D04("groups that stay when the header is gone"),
  D05("accounts that a header makes administrators"),
  D06("very many new accounts"),
  D07("a header login that makes an account active again"),
  D08("a header that names a local administrator"),
  D09("answers remembered under keys that collide"),
  D10("rights that stay after they are taken away"),
  D11("header administrators who change local ones"),

  E01("a session that was planted before the login"),
  E02("a caller who changes within a session"),
  E03("a header that disappears"),
  E04("a deactivated caller with a session"),
  E05("a remembered login that begins anywhere"),
  E06("a logout that logs in again"),
  E07("callers mixed up by shared state"),
  E08("a header over a password's session"),
  E09("a session cookie used past the proxy"),
  E10("sockets that outlive the login"),
  E11("callers lost at a change of node"),
  E12("remembered logins without an end"),

  F01("names found by the time of an answer"),
  F02("very long passwords"),
  F03("inactive people with a password"),
  F04("a password that matches a missing hash"),
  F05("a rejected header that falls through to a session or password"),
  F06("a header in addition to an Authorization line"),
  F07("weak password hashes"),
  F08("passwords tried one after the other"),

  G01("requests forged across sites"),
  G02("answers in shared caches"),
  G03("redirects to elsewhere"),
  G04("logout by link"),
  G05("redirects as answers to programs"),
  G06("identity headers or the secret in answers"),

  H01("paths that proxy and server read differently"),
  H02("unusual methods"),
  H03("exemptions for health checks"),
  H04("filters that forge headers"),

  J01("assertion: alg none"),
  J02("assertion: one algorithm for another"),
  J03("assertion: the key chosen by the token"),
  J04("assertion: wrong audience, issuer or signer"),
  J05("assertion: expired"),
  J06(
      "assertion: replayed",
      "an assertion may be sent again until it expires:"
          + " keep it from logs, and encrypt the connections that it crosses"),
  J07("assertion: missing"),
  J08("assertion: another name than the header's"),
  J09(
      "assertion: change of keys",
      "unit tests change the keys under load, at a server of keys that fails in each way"),
  J10("sign-out: logout tokens that are forged, replayed or of another kind"),

  K01("a second store that accepts what the first rejected"),
  K02("a session that answers before the mechanism"),
  K03("a remember-me cookie that answers before the mechanism"),
  K04("a rejection without a status"),
  K05("a 401 without a challenge"),
  K06("a store that is down"),
  K07("a protected resource that is served anonymously"),
  K08("public resources, and authentication that a servlet requests"),
  K09("two mechanisms"),
  K10("stores that only give groups, called for header callers too"),
  K11("validate methods found by the credential's class"),
  K12("groups that do not become roles");

  private final String title;
  private final String reasonForNoCase;

  Attack(String title) {
    this(title, "");
  }

  Attack(String title, String reasonForNoCase) {
    this.title = title;
    this.reasonForNoCase = reasonForNoCase;
  }

  String title() {
    return title;
  }

  /** Why there is no case; empty when there are cases. */
  Optional<String> reasonForNoCase() {
    return reasonForNoCase.isEmpty() ? Optional.empty() : Optional.of(reasonForNoCase);
  }
}
