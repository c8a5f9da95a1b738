// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.util.Locale;

/** A target of the measurement: an application and its callers. */
enum Target {
  OPEN(Application.OPEN, Callers.MANY, "nothing"),
  FILTER(Application.FILTER, Callers.MANY, "a hand-written filter"),
  FLOOR(Application.FLOOR, Callers.MANY, "the floor of Jakarta Security"),
  BARE(Application.BARE, Callers.MANY, "a bare module of Jakarta Authentication"),
  MECHANISM(Application.MECHANISM, Callers.MANY, "Gatepass, mechanism, no database"),
  MODULE(Application.MODULE, Callers.MANY, "Gatepass, module, no database"),
  MODULE_ASSERTION(
      Application.ASSERTION_MODULE,
      Callers.TOKENS,
      "Gatepass, module, no database, signed assertions"),
  MECHANISM_ONE(Application.ACCOUNTS_MECHANISM, Callers.ONE, "Gatepass, mechanism, one caller"),
  MECHANISM_MANY(Application.ACCOUNTS_MECHANISM, Callers.MANY, "Gatepass, mechanism"),
  MODULE_ONE(Application.ACCOUNTS_MODULE, Callers.ONE, "Gatepass, module, one caller"),
  MODULE_MANY(Application.ACCOUNTS_MODULE, Callers.MANY, "Gatepass, module"),
  MECHANISM_SESSION(
      Application.SESSION_MECHANISM,
      Callers.SESSIONS,
      "Gatepass, mechanism, remembered in sessions"),
  MODULE_SESSION(
      Application.SESSION_MODULE, Callers.SESSIONS, "Gatepass, module, remembered in sessions"),
  MODULE_ASKING(
      Application.ASKING_MODULE, Callers.MANY, "Gatepass, module, `gatepass.staleness=PT0S`"),
  SPRING(Application.SPRING, Callers.MANY, "Spring Security's pre-authentication"),
  SOTERIA(
      Application.SOTERIA,
      Callers.PASSWORDS,
      "Soteria's Basic, PBKDF2 with " + Accounts.USUAL_ITERATIONS + " iterations"),
  SOTERIA_CHEAP(
      Application.SOTERIA,
      Callers.CHEAP_PASSWORDS,
      "Soteria's Basic, PBKDF2 with " + Accounts.FEWEST_ITERATIONS + " iterations");

  private final Application application;
  private final Callers callers;
  private final String title;

  Target(Application application, Callers callers, String title) {
    this.application = application;
    this.callers = callers;
    this.title = title;
  }

  Application application() {
    return application;
  }

  Callers callers() {
    return callers;
  }

  /** The description of the security before the servlet. */
  String title() {
    return title;
  }

  /** The name in options. */
  String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it sends queries to the database. */
  boolean readsAccounts() {
    return application.hasAccounts()
        || application == Application.SPRING
        || application == Application.SOTERIA;
  }

  /** Whether it may only query the revision. */
  boolean asksForNoAccount() {
    return application.hasAccounts() && application != Application.ASKING_MODULE;
  }

  /** Whether another database makes a difference to it, or others are compared with it. */
  boolean belongsToEachDatabase() {
    return this == FILTER || this == FLOOR || readsAccounts();
  }

  /** The answer of the servlet to the first caller. */
  String expectedBody() {
    return switch (this) {
      case OPEN -> body("", false);
      case FLOOR, BARE -> body("alice", true);
      default -> body(callers.first(), true);
    };
  }

  private static String body(String caller, boolean user) {
    return "{\"caller\":\"" + caller + "\",\"user\":" + user + "}";
  }
}
