// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import java.util.stream.Stream;
import org.gatepass.store.internal.sync.AccountSync;
import org.gatepass.store.sync.DirectoryEntry;
import org.gatepass.store.sync.DirectorySync;
import org.gatepass.store.sync.SyncResult;

/**
 * The bean of {@link DirectorySync}. {@link StoreExtension} adds it if a store uses {@link
 * org.gatepass.store.UserAccount} rows.
 */
public class StoredDirectorySync implements DirectorySync {
  /** For the container. */
  public StoredDirectorySync() {}

  @Override
  public SyncResult apply(String administratorsGroup, Stream<DirectoryEntry> entries) {
    return sync().apply(administratorsGroup, entries);
  }

  @Override
  public SyncResult applyFullExport(
      String administratorsGroup, Stream<DirectoryEntry> entries, int maxMissing) {
    return sync().applyFullExport(administratorsGroup, entries, maxMissing);
  }

  private static AccountSync sync() {
    StoreExtension extension = StoreExtension.ofThisApplication();
    return new AccountSync(
        extension.directories().accounts().orElseThrow().database(),
        extension.callerNames(),
        Events::fire);
  }
}
