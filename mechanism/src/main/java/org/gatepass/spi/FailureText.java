// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The text of an exception for a log: class, message and stack frames of the exception and its
 * causes. It shows at most five exceptions with 15 frames each, and 1,000 characters of a message.
 * In messages {@link PrivateTexts} of the request are hidden, and characters other than printable
 * ASCII are escaped. Safe for use by many threads.
 */
public final class FailureText {
  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 15;
  private static final int MAX_MESSAGE = 1_000;

  private FailureText() {}

  /**
   * Returns the text of an exception, with the private texts of the current thread's request
   * hidden.
   *
   * @param failure the exception or error
   * @return its text, of several lines
   */
  public static String of(Throwable failure) {
    return of(failure, PrivateTexts::ofThisThread);
  }

  /** The same with another source of private texts; without messages if the source fails. */
  static String of(Throwable failure, Supplier<PrivateTexts> source) {
    @Nullable PrivateTexts hidden;
    try {
      hidden = source.get();
    } catch (RuntimeException requestIsOver) {
      hidden = null;
    }
    StringBuilder text = new StringBuilder();
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      text.append(depth == 0 ? "" : "\nCaused by: ").append(cause.getClass().getName());
      String message = messageOf(cause);
      if (message != null && hidden != null) {
        text.append(": ").append(shown(message, hidden));
      }
      appendFrames(text, cause.getStackTrace());
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static void appendFrames(StringBuilder text, StackTraceElement[] frames) {
    for (int i = 0; i < frames.length && i < MAX_FRAMES; i++) {
      text.append("\n\tat ").append(frames[i]);
    }
    if (frames.length > MAX_FRAMES) {
      text.append("\n\t... ").append(frames.length - MAX_FRAMES).append(" more");
    }
  }

  private static @Nullable String messageOf(Throwable failure) {
    try {
      return failure.getMessage();
    } catch (RuntimeException broken) {
      return null;
    }
  }

  private static String shown(String message, PrivateTexts hidden) {
    // Hidden before the message is cut, so that no part of a private text remains.
    String clean = hidden.hiddenIn(message);
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < clean.length() && i < MAX_MESSAGE; i++) {
      char c = clean.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        escaped.append(c);
      } else {
        escaped.append(String.format("\\u%04x", (int) c));
      }
    }
    return clean.length() > MAX_MESSAGE ? escaped + "..." : escaped.toString();
  }
}
