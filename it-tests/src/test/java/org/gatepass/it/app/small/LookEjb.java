// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Set;
import org.gatepass.store.UserAccounts;

/**
 * Changes an account that it has found, without storing it, within the transaction of its method.
 */
@Stateless
public class LookEjb {
  @Inject UserAccounts accounts;

  @PermitAll
  public void lookAt(String name) {
    accounts.find(name).ifPresent(account -> account.setActive(false));
    accounts.list(name, 0, 10).forEach(account -> account.setGroups(Set.of("administrator")));
    accounts
        .change(name, account -> account.setDisplayName("Seen"))
        .ifPresent(account -> account.setEmail("not@stored.example"));
  }
}
