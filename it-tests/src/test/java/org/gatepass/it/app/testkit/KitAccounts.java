// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.testkit;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.testkit.InMemoryAccounts;

/** Accounts in place of a database. */
@ApplicationScoped
public class KitAccounts extends InMemoryAccounts {
  public KitAccounts() {
    add("alice", "user");
    add("bob", "user");
    setActive("bob", false);
    add("dora");
    setPassword("dora", "dora-secret-1");
  }
}
