// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.util.Set;

/**
 * Where a server does not do as the others, and nothing that an application brings can change it.
 * The table of docs/reference/servers.md has each, in these words and with these servers: {@link
 * DifferencesIT} compares.
 */
enum Difference {
  TRACE_IS_FORBIDDEN(
      "TRACE is answered with 401 or 403 on some paths; else with 405", "liberty, jetty12"),
  REST_FORBIDS_NOBODY(
      "a REST resource with `@RolesAllowed` answers anonymous requests with 403; on the others"
          + " with 401",
      "wildfly, wildfly-preview, liberty"),
  NO_COLON_IS_NEEDED(
      "a line without a colon, `remote-user carol`, is read as a header",
      "wildfly, wildfly-preview"),
  A_TAB_IS_A_BLANK("a tab within a header's value arrives as a blank", "wildfly, wildfly-preview"),
  A_BACKSLASH_IS_REJECTED(
      "a backslash in a request's target is answered with 400",
      "wildfly, wildfly-preview, tomee, tomcat10, tomcat11"),
  A_HANDSHAKE_MAKES_A_SESSION("the handshake of a WebSocket creates an empty session", "liberty"),
  A_BEAN_GETS_ANOTHER_PRINCIPAL(
      "in an enterprise bean the caller's principal is the server's own, of the same name",
      "liberty, tomee"),
  NO_ACCOUNTS_OF_OURS(
      "the application has its own accounts: `identity-store` needs Jakarta Persistence and"
          + " Jakarta Transactions",
      "tomcat10, tomcat11, jetty12"),
  NO_SAME_SITE(
      "the session cookie has no `SameSite`, even if `web.xml` sets one",
      "glassfish7, glassfish8, tomee"),
  REST_LETS_EVERYBODY_IN(
      "a REST resource with `@RolesAllowed` lets **everybody** in: `web.xml` has to protect it",
      "tomee"),
  A_LOGIN_COUNTS_FROM_THE_NEXT_REQUEST(
      "after `SecurityContext.authenticate` the request keeps the caller that it had, or none; the"
          + " next request has the caller who logged in",
      "tomee"),
  NO_FACES_4("the demo's pages are missing: they need Jakarta Faces 4.0", "tomee"),
  LONG_TEXTS_ARE_NO_JSON("a text of more than 8,192 characters is not read as JSON", "tomee"),
  A_UNIX_DOMAIN_SOCKET_IS_LOOPBACK(
      "a peer on a Unix domain socket has the address `127.0.0.1`; a peer without an address is"
          + " not trusted",
      "tomcat10, tomcat11"),
  ONE_VERSION_AT_A_TIME("an application has one version at a path", "jetty12"),
  A_SESSION_STAYS_WITH_ITS_THREAD(
      "a session that an application makes in a thread of `AsyncContext.start` stays with that"
          + " thread: a later request there uses its session-scoped beans until it has a session",
      "tomee");

  private final String text;
  private final String servers;

  Difference(String text, String servers) {
    this.text = text;
    this.servers = servers;
  }

  /** What differs, as the page for operators says it. */
  String text() {
    return text;
  }

  /** The servers that differ, by the names of the build's profiles. */
  Set<String> servers() {
    return Set.of(servers.split(", "));
  }

  /** What TRACE may be answered with; never with what was sent. */
  static Set<Integer> statusesOfTrace() {
    return TRACE_IS_FORBIDDEN.isHere() ? Set.of(401, 403, 405) : Set.of(405);
  }

  /** What {@link org.gatepass.it.small.LoginServlet} says to whom it has let in. */
  static String welcome(String callerName) {
    return "welcome " + (A_LOGIN_COUNTS_FROM_THE_NEXT_REQUEST.isHere() ? "whoever" : callerName);
  }

  /** Whether the server of this run is one of them. */
  boolean isHere() {
    return servers().contains(System.getProperty("server.profile"));
  }
}
