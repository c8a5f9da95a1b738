// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import java.util.Set;

/**
 * The differences between servers that an application can't change. The table of
 * docs/reference/servers.md lists each with this text and these servers: {@link DifferencesIT}
 * compares them.
 */
public enum Difference {
  TRACE_IS_FORBIDDEN(
      "TRACE is answered with 401 or 403 on some paths; else with 405", "liberty, jetty12"),
  REST_FORBIDS_ANONYMOUS(
      "a REST resource with `@RolesAllowed` answers an anonymous request with 403; on the others"
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
      "the session cookie has no `SameSite` attribute, whatever `web.xml` configures",
      "glassfish7, glassfish8, tomee"),
  REST_IGNORES_ROLES(
      "`@RolesAllowed` has **no effect** on a REST resource: `web.xml` has to protect it", "tomee"),
  A_LOGIN_COUNTS_FROM_THE_NEXT_REQUEST(
      "after `SecurityContext.authenticate` the request keeps its earlier caller, or none; the"
          + " next request has the caller of the login",
      "tomee"),
  NO_FACES_4("the demo's pages are missing: they need Jakarta Faces 4.0", "tomee"),
  LONG_TEXTS_ARE_NO_JSON("a text of more than 8,192 characters is not read as JSON", "tomee"),
  A_UNIX_DOMAIN_SOCKET_IS_LOOPBACK(
      "a peer on a Unix domain socket has the address `127.0.0.1`; a peer without an address is"
          + " not trusted",
      "tomcat10, tomcat11"),
  A_PROTECTED_RESOURCE_HAS_NO_ERROR_PAGE(
      "a rejected or challenged request for a protected resource gets Gatepass's answer instead of"
          + " the application's error page",
      "jetty12"),
  OTHER_METHODS_HAVE_NO_ERROR_PAGE(
      "an error page is served for `GET`, `HEAD` and `POST` only: with other methods the answer has"
          + " neither a body nor `Cache-Control`",
      "jetty12"),
  ONE_VERSION_AT_A_TIME("a path has one version of an application only", "jetty12"),
  METHODS_ARE_UPPER_CASE(
      "the name of a method is read in upper case: `options` is `OPTIONS`", "liberty"),
  A_SESSION_STAYS_WITH_ITS_THREAD(
      "a session that an application makes in a thread of `AsyncContext.start` stays with that"
          + " thread: a later request of that thread uses its session-scoped beans until it has a"
          + " session of its own",
      "tomee"),
  FILES_ARE_NOT_STORED(
      "static files in answers to callers have `Cache-Control: private, no-store`, like all other"
          + " answers",
      "liberty, jetty12, tomee");

  private final String text;
  private final String servers;

  Difference(String text, String servers) {
    this.text = text;
    this.servers = servers;
  }

  /** The text of the difference, as in the page for operators. */
  public String text() {
    return text;
  }

  /** The servers that differ, by the names of the build's profiles. */
  Set<String> servers() {
    return Set.of(servers.split(", "));
  }

  /** The statuses with which TRACE may be answered. */
  public static Set<Integer> statusesOfTrace() {
    return TRACE_IS_FORBIDDEN.isHere() ? Set.of(401, 403, 405) : Set.of(405);
  }

  /** The response of {@link org.gatepass.it.app.small.LoginServlet} to a successful login. */
  public static String welcome(String callerName) {
    return "welcome " + (A_LOGIN_COUNTS_FROM_THE_NEXT_REQUEST.isHere() ? "anonymous" : callerName);
  }

  /** Whether the server of this run is one of them. */
  public boolean isHere() {
    return servers().contains(System.getProperty("server.profile"));
  }
}
