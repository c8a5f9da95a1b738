// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of owners, and caches the latest results, because most sessions are used many
 * times. Safe for use by many threads.
 */
final class OwnerTexts {
  /** A power of two. Of two texts in the same place, the later one is cached. */
  private static final int PLACES = 1024;

  private final @Nullable Known[] latest = new Known[PLACES];

  /** Immutable, so that threads may share it without a lock. */
  private record Known(String text, SessionOwner owner) {}

  SessionOwner read(String text) {
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    Known known = latest[place];
    if (known != null && known.text().equals(text)) {
      return known.owner();
    }
    SessionOwner owner = SessionOwnerText.read(text);
    latest[place] = new Known(text, owner);
    return owner;
  }
}
