// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.run;

import java.util.List;

/**
 * A login at the demo's gateway. The passwords are in the documentation: never for real use.
 *
 * @param name the name of a sample account
 * @param password the password at the gateway
 * @param whatHappens the expected behaviour of the application
 */
record SampleLogin(String name, String password, String whatHappens) {
  /** All logins. */
  static final List<SampleLogin> ALL =
      List.of(
          new SampleLogin("alice", "alice-gate-1", "is logged in"),
          new SampleLogin("bob", "bob-gate-1", "is rejected: the account is not active"),
          new SampleLogin("carol", "carol-gate-1", "is logged in, and is an administrator"),
          new SampleLogin("j\u00fcrgen", "juergen-gate-1", "is logged in, with a non-ASCII name"),
          new SampleLogin("dora", "dora-gate-1", "is logged in"));
}
