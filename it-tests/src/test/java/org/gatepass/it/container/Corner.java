// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.gatepass.it.container.CornerVisits.Visitor;

/**
 * A place where a container runs code of an application, and what the code finds there of its
 * caller. {@link CornerCases} compares each with the server of the run, and {@link CornerTable}
 * writes what the server has shown into docs/reference/caller.md, which explains the values.
 */
enum Corner {
  REQUEST("a servlet", "the request", visits -> visits.see("request", "request"), "yes"),
  REQUEST_CAST(
      "a servlet",
      "the request, as a `RemoteUserPrincipal`",
      visits -> visits.cast("request", "request"),
      "yes"),
  CONTEXT(
      "a CDI bean",
      "`SecurityContext.getCallerPrincipal`, `isCallerInRole`",
      visits -> visits.see("request", "context"),
      "yes"),
  CONTEXT_CAST(
      "a CDI bean",
      "`SecurityContext`, as a `RemoteUserPrincipal`",
      visits -> visits.cast("request", "context"),
      "yes; payara7, glassfish7, tomee: no"),
  INJECTED(
      "a CDI bean",
      "`@Inject Principal`, the name",
      visits -> visits.name("request", "principal"),
      "yes; tomee: error; tomcat, jetty: -"),
  INJECTED_CAST(
      "a CDI bean",
      "`@Inject Principal`, as a `RemoteUserPrincipal`",
      visits -> visits.cast("request", "principal"),
      "no; tomcat, jetty: -"),
  BEAN(
      "an enterprise bean",
      "`SessionContext.getCallerPrincipal`, `isCallerInRole`",
      visits -> visits.see("request", "bean"),
      "yes; tomcat, jetty: -"),
  BEAN_CAST(
      "an enterprise bean",
      "`SessionContext`, as a `RemoteUserPrincipal`",
      visits -> visits.cast("request", "bean"),
      "yes; liberty, tomee: no; tomcat, jetty: -"),
  REST(
      "a REST resource",
      "its `SecurityContext`",
      visits -> visits.seeResource("/rest/corner"),
      "yes; tomcat, jetty: -"),
  ROLES_ALLOWED(
      "a REST resource",
      "`@RolesAllowed`",
      visits -> visits.enter("/rest/corner/users", Visitor.ALICE),
      "in effect; tomee: **no effect**; tomcat, jetty: -"),
  PERMIT_ALL(
      "a REST resource",
      "`@PermitAll`",
      visits -> visits.enter("/rest/corner/everybody", Visitor.values()),
      "callers only; wildfly, liberty, tomee: in effect; tomcat, jetty: -"),
  DENY_ALL(
      "a REST resource",
      "`@DenyAll`",
      visits -> visits.enter("/rest/corner/denied"),
      "in effect; tomee: **no effect**; tomcat, jetty: -"),
  FORWARD(
      "the target of a forward", "the request", visits -> visits.see("forward", "request"), "yes"),
  INCLUDE(
      "the target of an include", "the request", visits -> visits.see("include", "request"), "yes"),
  ERROR(
      "an error page after `sendError`",
      "the request",
      visits -> visits.see("error", "request"),
      "yes; payara, glassfish7: no roles; payara7, glassfish8: error"),
  EXCEPTION(
      "an error page after an exception",
      "the request",
      visits -> visits.see("exception", "request"),
      "yes; payara, glassfish7: no roles; payara7, glassfish8: error"),
  DISPATCH(
      "the target of `AsyncContext.dispatch`",
      "the request",
      visits -> visits.see("dispatch", "request"),
      "yes; payara, glassfish7: no roles; payara7, glassfish8: error"),
  DISPATCH_BEAN(
      "the target of `AsyncContext.dispatch`",
      "an enterprise bean",
      visits -> visits.see("dispatch", "bean"),
      "no; wildfly, liberty, tomee: yes; tomcat, jetty: -"),
  ASYNC(
      "server-sent events of a servlet, from a thread of `AsyncContext.start`",
      "the request",
      visits -> visits.see("async", "request"),
      "yes; payara, payara7, glassfish7, glassfish8: no roles"),
  EVENTS(
      "server-sent events of a REST resource",
      "its `SecurityContext`",
      visits -> visits.seeResource("/rest/corner/events"),
      "yes; tomcat, jetty: -"),
  SOCKET(
      "`@OnMessage` of a WebSocket",
      "`Session.getUserPrincipal`, the name",
      visits -> visits.hear("socket"),
      "yes"),
  SOCKET_CONTEXT(
      "`@OnMessage` of a WebSocket",
      "`SecurityContext`",
      visits -> visits.hear("context"),
      "no; payara7, glassfish8, tomcat, jetty: error; tomee: **another caller**"),
  SOCKET_BEAN(
      "`@OnMessage` of a WebSocket",
      "an enterprise bean",
      visits -> visits.hear("bean"),
      "no; tomee: **another caller**; tomcat, jetty: -"),
  ASYNCHRONOUS(
      "an `@Asynchronous` method of an enterprise bean",
      "an enterprise bean",
      visits -> visits.see("asynchronous", "bean"),
      "yes; tomcat, jetty: -"),
  ASYNCHRONOUS_CONTEXT(
      "an `@Asynchronous` method of an enterprise bean",
      "`SecurityContext`",
      visits -> visits.see("asynchronous", "context"),
      "yes; tomcat, jetty: -"),
  EXECUTOR(
      "a task of a `ManagedExecutorService`",
      "an enterprise bean",
      visits -> visits.see("executor", "bean"),
      "yes; tomcat, jetty: -"),
  EXECUTOR_CONTEXT(
      "a task of a `ManagedExecutorService`",
      "`SecurityContext`",
      visits -> visits.see("executor", "context"),
      "no roles; wildfly, liberty, tomee: yes; tomcat, jetty: -"),
  THREAD_FACTORY(
      "a thread of a `ManagedThreadFactory`",
      "an enterprise bean",
      visits -> visits.seeKept("thread-factory", "bean"),
      "yes; liberty: **the first caller**; tomee: no; tomcat, jetty: -"),
  THREAD(
      "a `new Thread`",
      "an enterprise bean",
      visits -> visits.see("thread", "bean"),
      "yes; wildfly, liberty, tomee: no; tomcat, jetty: -"),
  THREAD_CONTEXT(
      "a `new Thread`",
      "`SecurityContext`",
      visits -> visits.see("thread", "context"),
      "error; payara, glassfish7: no roles; wildfly, tomee: no"),
  VIRTUAL_THREAD(
      "a virtual thread (Java 21)",
      "an enterprise bean",
      visits -> visits.see("virtual-thread", "bean"),
      "no; payara, payara7: yes; glassfish7, glassfish8, tomee: ?; tomcat, jetty: -"),
  VIRTUAL_THREAD_CONTEXT(
      "a virtual thread (Java 21)",
      "`SecurityContext`",
      visits -> visits.see("virtual-thread", "context"),
      "?; payara: no roles; wildfly: no; payara7, liberty: error"),
  POOL(
      "a thread of an `ExecutorService` of the application's own",
      "an enterprise bean",
      visits -> visits.seeKept("pool", "bean"),
      "**the first caller**; wildfly, liberty, tomee: no; tomcat, jetty: -"),
  POOL_CONTEXT(
      "a thread of an `ExecutorService` of the application's own",
      "`SecurityContext`",
      visits -> visits.seeKept("pool", "context"),
      "**the first caller**; wildfly, tomee: no; liberty, tomcat, jetty: error"),
  RUN_AS(
      "a bean that an enterprise bean with `@RunAs` calls",
      "`SessionContext`, the name",
      visits -> visits.nameByRunAs(),
      "`auditor`; wildfly: no; liberty: yes; tomcat, jetty: -"),
  RUN_AS_ROLE(
      "a bean that an enterprise bean with `@RunAs` calls",
      "`SessionContext`, the role of `@RunAs`",
      visits -> visits.roleByRunAs(),
      "no; wildfly, tomee: yes; tomcat, jetty: -"),
  AFTER_RUN_AS(
      "the rest of the request after a bean with `@RunAs`",
      "an enterprise bean",
      visits -> visits.see("run-as", "bean"),
      "yes; tomee: no; tomcat, jetty: -"),
  LOGIN(
      "after `request.login` in an anonymous request",
      "the request",
      CornerVisits::logIn,
      "no; tomcat: the server's user"),
  LOGIN_AGAIN(
      "after `request.login` in the request of a caller",
      "the request",
      CornerVisits::logInAgain,
      "yes"),
  LOGOUT(
      "after `request.logout`",
      "the request",
      visits -> visits.seeNobody("logout", "request"),
      "no"),
  LOGOUT_CONTEXT(
      "after `request.logout`",
      "`SecurityContext`",
      visits -> visits.seeNobody("logout", "context"),
      "no; payara7, glassfish8: error"),
  LOGOUT_INJECTED(
      "after `request.logout`",
      "`@Inject Principal`",
      visits -> visits.seeNobody("logout", "principal"),
      "no; tomcat, jetty: -"),
  LOGOUT_BEAN(
      "after `request.logout`",
      "an enterprise bean",
      visits -> visits.seeNobody("logout", "bean"),
      "no; tomcat, jetty: -"),
  LOGOUT_FORWARD(
      "after `request.logout`, the target of a forward",
      "the request",
      visits -> visits.seeNobody("logout/forward", "request"),
      "no"),
  LOGOUT_DISPATCH(
      "after `request.logout`, the target of `AsyncContext.dispatch`",
      "the request",
      visits -> visits.seeNobody("logout/dispatch", "request"),
      "no"),
  LOGOUT_DISPATCH_BEAN(
      "after `request.logout`, the target of `AsyncContext.dispatch`",
      "an enterprise bean",
      visits -> visits.seeNobody("logout/dispatch", "bean"),
      "no; tomcat, jetty: -"),
  LOGOUT_ASYNC(
      "after `request.logout`, a thread of `AsyncContext.start`",
      "the request",
      visits -> visits.seeNobody("logout/async", "request"),
      "no"),
  LOGIN_CONFIG(
      "a `<login-config>` with BASIC that is left in `web.xml`",
      "the constraint of a servlet",
      CornerVisits::findLoginConfig,
      "ignored; liberty, jetty: not deployed");

  private final String where;
  private final String way;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Function<CornerVisits, String> observation;

  private final String expected;

  Corner(String where, String way, Function<CornerVisits, String> observation, String expected) {
    this.where = where;
    this.way = way;
    this.observation = observation;
    this.expected = expected;
  }

  /** The beginning of its row in the page. */
  String row() {
    return "| " + where + " | " + way + " | ";
  }

  /** Whether the Java of this run has it. */
  boolean isPossible() {
    return !name().startsWith("VIRTUAL_THREAD") || Runtime.version().feature() >= 21;
  }

  /** What the server of this run shows there. */
  String observe(CornerVisits visits) {
    return observation.apply(visits);
  }

  /** The expected value of a server. */
  String expected(CornerTable.Column server) {
    List<String> values = List.of(expected.split("; ", -1));
    return values.stream()
        .skip(1)
        .map(exception -> exception.split(": ", 2))
        .filter(exception -> Arrays.asList(exception[0].split(", ", -1)).contains(server.key()))
        .map(exception -> exception[1])
        .findFirst()
        .orElse(values.get(0));
  }
}
