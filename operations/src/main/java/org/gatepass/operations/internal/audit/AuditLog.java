// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.audit;

import jakarta.json.spi.JsonProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.gatepass.spi.DecisionObserver;
import org.jspecify.annotations.Nullable;

/**
 * Logs each decision, with the caller's name, if the operator has enabled {@link #LEVEL} for the
 * logger {@link #CATEGORY}. The category is outside {@code org.gatepass}: that logger at {@code
 * TRACE} must not write names into the ordinary log. Safe for use by many threads.
 */
public final class AuditLog implements DecisionObserver {
  /** The logger's name, which the configuration of servers contains. */
  public static final String CATEGORY = "gatepass.audit";

  /** Servers log no lines of this level by default. */
  static final Level LEVEL = Level.TRACE;

  private static final Logger LOG = System.getLogger(CATEGORY);

  private final Supplier<AuditLine> newLines;
  private final InstantSource clock;
  private volatile @Nullable AuditLine lines;

  AuditLog(Supplier<AuditLine> newLines, InstantSource clock) {
    this.newLines = newLines;
    this.clock = clock;
  }

  /**
   * Creates the observer.
   *
   * @return the observer
   */
  public static DecisionObserver create() {
    return new AuditLog(() -> new AuditLine(JsonProvider.provider()), InstantSource.system());
  }

  @Override
  public boolean isActive() {
    return LOG.isLoggable(LEVEL);
  }

  @Override
  public void decided(Decision decision) {
    if (isActive()) {
      String line = lines().of(decision, clock.instant());
      // As a supplier's text, braces are no parameters of a message format.
      LOG.log(LEVEL, () -> line);
    }
  }

  /** Created with the first line: an application that writes none needs no implementation. */
  private AuditLine lines() {
    AuditLine known = lines;
    if (known == null) {
      known = newLines.get();
      lines = known;
    }
    return known;
  }
}
