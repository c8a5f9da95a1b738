// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.audit;

import jakarta.json.spi.JsonProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import org.gatepass.spi.DecisionObserver;

/**
 * Logs each decision, with the caller's name, if the operator has enabled {@link #LEVEL} for the
 * logger {@link #CATEGORY}. The category is outside of {@code org.gatepass}, so that the level of
 * that one does not write names into the ordinary log. Safe for use by many threads.
 */
public final class AuditLog implements DecisionObserver {
  /** The logger's name, which the configuration of servers contains. */
  public static final String CATEGORY = "gatepass.audit";

  /** Servers log no lines of this level by default. */
  static final Level LEVEL = Level.TRACE;

  private static final Logger LOG = System.getLogger(CATEGORY);

  private final AuditLine lines;
  private final InstantSource clock;

  AuditLog(AuditLine lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  /**
   * Creates the observer.
   *
   * @return the observer
   */
  public static DecisionObserver create() {
    return new AuditLog(new AuditLine(JsonProvider.provider()), InstantSource.system());
  }

  @Override
  public void decided(Decision decision) {
    if (LOG.isLoggable(LEVEL)) {
      String line = lines.of(decision, clock.instant());
      // As a supplier's text, braces are no parameters of a message format.
      LOG.log(LEVEL, () -> line);
    }
  }
}
