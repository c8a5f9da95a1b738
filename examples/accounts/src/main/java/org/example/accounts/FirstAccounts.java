package org.example.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;

/** Creates the first account when the application starts. Of several nodes, one creates it. */
@ApplicationScoped
public class FirstAccounts {
  @Inject UserAccounts accounts;

  void create(@Observes @Initialized(ApplicationScoped.class) Object start) {
    UserAccount alice = new UserAccount("alice");
    alice.setGroups(Set.of("user"));
    alice.setLoginByHeader(true);
    accounts.createIfAbsent(alice);
  }
}
