// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatepass.CallerRevoked;
import org.gatepass.store.UserAccounts;

/** Records for each revoked caller the account in the database at the time of the event. */
@ApplicationScoped
public class Revocations {
  private final Map<String, List<String>> told = new ConcurrentHashMap<>();

  @Inject UserAccounts accounts;

  void note(@Observes CallerRevoked revoked) {
    String state =
        accounts
            .find(revoked.callerName())
            .map(account -> account.isActive() ? "active" : "inactive")
            .orElse("deleted");
    told.computeIfAbsent(revoked.callerName(), name -> new ArrayList<>()).add(state);
  }

  List<String> of(String name) {
    return told.getOrDefault(name, List.of());
  }
}
