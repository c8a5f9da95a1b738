// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.sync;

import java.util.stream.Stream;

/**
 * Brings {@link org.gatepass.store.UserAccount} rows to the state that a directory exports. The
 * bean can be injected wherever {@link org.gatepass.store.UserAccounts} can. Safe for use by many
 * threads; run one synchronisation at a time.
 *
 * <ul>
 *   <li>A transaction stores up to 1,000 entries and raises the revision once. A synchronisation
 *       that ends early loses nothing: run it again. An account that has the exported state is not
 *       written, and an export without changes opens no transaction.
 *   <li>An entry without an account creates one that may log in by header. The name must be a valid
 *       caller name. A synchronisation changes neither the header login of an existing account, nor
 *       passwords, names, or the times of a lock and of an end.
 *   <li>Local administrators (a password and the administrators' group) are never changed, and no
 *       account becomes one. If an inactive entry has that group, the account is deactivated
 *       without the group.
 *   <li>An account whose header login is forbidden stays as it is. So former names stay taken, and
 *       accounts with a password alone are not the directory's.
 *   <li>An inactive account that has a password stays as it is. An activation would make the
 *       password valid again, perhaps that of a former person.
 *   <li>An entry's stable id selects the account as at a header login, and binds an unbound one. An
 *       inactive entry deactivates the account that has its id, whatever the entry's name.
 *   <li>For each changed account {@link org.gatepass.CallerRevoked} or {@link
 *       org.gatepass.store.CallerGroupsChanged} is fired after the commit, as by {@link
 *       org.gatepass.store.UserAccounts#change}. No {@link org.gatepass.store.AccountConfigurer}
 *       runs.
 *   <li>If two entries name one account, both are applied in their order.
 * </ul>
 *
 * <p>A rejected entry is a {@link SyncProblem} of the result, and the others are stored.
 */
public interface DirectorySync {
  /**
   * Stores the exported states. Accounts without an entry stay as they are.
   *
   * @param administratorsGroup the group of administrators; its members with a password are local
   *     administrators
   * @param entries the entries, read one after another in the calling thread; the caller closes the
   *     stream
   * @return the numbers of changes
   * @throws RuntimeException if the stream fails or the database is unavailable or read-only; the
   *     thousands before are stored
   */
  SyncResult apply(String administratorsGroup, Stream<DirectoryEntry> entries);

  /**
   * Stores a full export: after the entries, accounts without an entry are deactivated if they are
   * active and may log in by header. Local administrators and accounts whose header login is
   * forbidden stay as they are. A rejected active entry covers the account of its name, unless that
   * account is bound to another stable id: it then belongs to another person. A rejected inactive
   * entry covers no account. If the database rejects the deactivation of a missing account, the
   * result has the problem {@link SyncProblem.Reason#NOT_STORED} with the name of the account.
   *
   * @param administratorsGroup the group of administrators; its members with a password are local
   *     administrators
   * @param entries all entries of the directory, read one after another in the calling thread; the
   *     caller closes the stream
   * @param maxMissing the maximum number of accounts to deactivate because they have no entry, 0 or
   *     more; a truncated export exceeds it
   * @return the numbers of changes
   * @throws IncompleteExportException if the export has no entry, or lacks more accounts: the
   *     missing accounts stay active
   * @throws IllegalArgumentException if the maximum is negative
   * @throws RuntimeException if the stream fails or the database is unavailable or read-only; the
   *     thousands before are stored
   */
  SyncResult applyFullExport(
      String administratorsGroup, Stream<DirectoryEntry> entries, int maxMissing);
}
