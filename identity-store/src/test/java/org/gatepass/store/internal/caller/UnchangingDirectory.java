// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.caller;

import java.util.Optional;
import org.gatepass.RemoteUserCredential;

/** A directory for tests that stores nothing unless a test overrides a method. */
public abstract class UnchangingDirectory implements CallerDirectory {
  @Override
  public Creation create(RemoteUserCredential header) {
    return Creation.NOT_CREATED;
  }

  @Override
  public Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header) {
    return Optional.of(caller);
  }

  @Override
  public void noteLogin(KnownCaller caller) {}

  @Override
  public boolean replacesHashes() {
    return false;
  }

  @Override
  public KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash) {
    return caller;
  }

  @Override
  public boolean changesPasswords() {
    return false;
  }

  @Override
  public Optional<KnownCaller> changePassword(KnownCaller caller, String newHash) {
    return Optional.empty();
  }
}
