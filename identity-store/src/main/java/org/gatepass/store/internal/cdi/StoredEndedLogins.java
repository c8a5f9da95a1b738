// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import java.util.Collection;
import java.util.List;
import org.gatepass.spi.signout.EndedLogins;
import org.gatepass.store.internal.account.AccountDatabase;

/**
 * The bean of {@link EndedLogins}. {@link StoreExtension} adds it if a store uses {@code
 * UserAccount} rows.
 */
public class StoredEndedLogins implements EndedLogins {
  /** For the container. */
  public StoredEndedLogins() {}

  @Override
  public void add(End end) {
    database().end(end);
  }

  @Override
  public List<End> find(Collection<String> keys) {
    return database().ends(keys);
  }

  private static AccountDatabase database() {
    return StoreExtension.ofThisApplication().directories().accounts().orElseThrow().database();
  }
}
