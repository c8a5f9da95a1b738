// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.sync;

/**
 * A full export lacks entries for more accounts than the application allows, or has no entry at
 * all. {@link DirectorySync} has stored the export's entries, and deactivated no other account.
 */
public final class IncompleteExportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SyncResult result;

  /**
   * Creates an exception.
   *
   * @param message the numbers
   * @param result the changes that have been stored
   */
  public IncompleteExportException(String message, SyncResult result) {
    super(message);
    this.result = result;
  }

  /**
   * The changes by the export's entries, which are stored.
   *
   * @return the result, without missing accounts; not available after serialization
   */
  public SyncResult result() {
    return result;
  }
}
