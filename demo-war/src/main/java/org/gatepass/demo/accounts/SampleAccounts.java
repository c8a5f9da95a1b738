// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import java.util.List;
import java.util.Set;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;

/**
 * Accounts to try the demo with. Their common password is in the documentation: never use them in
 * production.
 */
final class SampleAccounts {
  private SampleAccounts() {}

  /** Creates the sample accounts that do not exist yet. */
  static void createIn(UserAccounts accounts) {
    UserAccount bob = sample("bob", "Bob", Set.of("user"));
    bob.setActive(false);
    UserAccount dora = sample("dora", "Dora", Set.of("user"));
    accounts.setPassword(dora, "dora-secret-1".toCharArray());
    List.of(
            sample("alice", "Alice", Set.of("user")),
            bob,
            sample("carol", "Carol", Set.of("user", "administrator")),
            dora,
            sample("j\u00fcrgen", "J\u00fcrgen", Set.of("user")))
        .forEach(accounts::createIfAbsent);
  }

  private static UserAccount sample(String name, String displayName, Set<String> groups) {
    UserAccount account = new UserAccount(name);
    account.setDisplayName(displayName);
    account.setEmail(name.replace("\u00fc", "ue") + "@example.org");
    account.setGroups(groups);
    account.setLoginByHeader(true);
    return account;
  }
}
