// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.util.Optional;
import org.gatepass.RemoteUserCredential;

/**
 * Where a store finds callers: among the ready-made accounts, or by queries over an entity of the
 * application's own. Safe for use by many threads.
 */
interface CallerDirectory {
  /**
   * The caller of exactly this name, whatever the database's collation takes for equal, as the
   * database has it now.
   */
  Optional<KnownCaller> ask(String name);

  /** The same, as it was within the staleness, and perhaps without the password's hash. */
  default Optional<KnownCaller> find(String name) {
    return ask(name);
  }

  /** What became of an unknown caller. */
  enum Creation {
    CREATED,
    /** There is one of this name already, or none is ever created here. */
    NOT_CREATED,
    TOO_MANY
  }

  /** Creates an unknown caller, whom a trusted proxy has named. That is a login too. */
  Creation create(RemoteUserCredential header);

  /**
   * Writes down what is to be written when a header lets a caller in.
   *
   * @return the caller as it is then; empty when there is none any more
   */
  Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header);

  /** Notes that a password has let a caller in. */
  void noteLogin(KnownCaller caller);

  /** Whether {@link #replaceHash} does anything. */
  boolean replacesHashes();

  /**
   * Replaces a hash by a better one of the same password, unless somebody changed it meanwhile.
   *
   * @return the caller as it is then
   */
  KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash);
}
