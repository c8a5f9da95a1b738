// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The log lines of a class during a test, which do not reach the console. */
public final class LoggedLines implements BeforeEachCallback, AfterEachCallback {
  private final Logger logger;
  private final Level from;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Records the lines of a class from a level on. */
  public LoggedLines(Class<?> source, Level from) {
    this.logger = Logger.getLogger(source.getName());
    this.from = from;
  }

  public List<LogRecord> records() {
    return records;
  }

  public List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  public List<String> messages(Level level) {
    return records.stream()
        .filter(logged -> logged.getLevel().equals(level))
        .map(LogRecord::getMessage)
        .toList();
  }

  public void clear() {
    records.clear();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    logger.setLevel(from);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }
}
