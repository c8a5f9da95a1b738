// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.caller;

import java.util.Optional;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.UserAccount;

/**
 * Finds the callers of a store: among the {@link UserAccount} rows, or by queries over an entity of
 * the application's own. Safe for use by many threads.
 */
public interface CallerDirectory {
  /**
   * Reads the caller of exactly this name from the database, whatever its collation treats as
   * equal.
   */
  Optional<KnownCaller> ask(String name);

  /**
   * The caller of exactly this name, perhaps from a cache within the staleness, and then without
   * the password's hash.
   */
  default Optional<KnownCaller> find(String name) {
    return ask(name);
  }

  /** The number of cached callers; zero for a directory without a cache (the default). */
  default long cached() {
    return 0;
  }

  /**
   * Reads the caller who is bound to exactly this stable id from the database.
   *
   * @param id the id
   * @param assertedName the name in the request, which {@link #find} does not find
   * @return the caller; empty if another caller has the asserted name, or one that the database
   *     treats as equal, and for a directory that finds no callers by their ids (the default)
   */
  default Optional<KnownCaller> askByStableId(String id, String assertedName) {
    return Optional.empty();
  }

  /** The result of {@link #create}. */
  enum Creation {
    CREATED,
    /** An account of this name exists already, or this directory creates none. */
    NOT_CREATED,
    TOO_MANY
  }

  /** Creates an account for an unknown caller named by a trusted proxy, and stores the login. */
  Creation create(RemoteUserCredential header);

  /**
   * Binds a caller without a stable id to the id of a header login. Another request may bind the
   * caller first, and the id may belong to another caller.
   *
   * @return the caller with the id to which the caller is bound now, or with none if the id belongs
   *     to another caller; empty when the account no longer exists. A directory that stores no ids
   *     (the default) returns the caller with this id
   */
  default Optional<KnownCaller> bind(KnownCaller caller, String id) {
    return Optional.of(caller.boundTo(id));
  }

  /**
   * Stores the changes of a header login.
   *
   * @return the caller after the login; empty when the account no longer exists
   */
  Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header);

  /** Stores the time of a password login. */
  void noteLogin(KnownCaller caller);

  /** Whether {@link #replaceHash} does anything. */
  boolean replacesHashes();

  /**
   * Replaces a hash by a better one of the same password, unless the hash was changed meanwhile.
   *
   * @return the caller with its present hash
   */
  KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash);

  /** Whether this directory changes passwords. */
  boolean changesPasswords();

  /**
   * Stores the hash of another password, ends remembered logins, no longer requires a change, and
   * removes the end of the password.
   *
   * @param caller the caller, whose present password has been verified
   * @param newHash the hash of the new password
   * @return the caller after the change; empty if the account has another password or another state
   *     meanwhile, or if this directory changes no passwords
   */
  Optional<KnownCaller> changePassword(KnownCaller caller, String newHash);
}
