// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the application's code as a log line shows it: class, message and frames of the
 * failure and its causes. Private texts of the request are hidden in messages, and characters
 * beyond printable ASCII are escaped.
 */
public final class FailureText {
  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 15;
  private static final int MAX_MESSAGE = 1_000;

  private FailureText() {}

  /**
   * The text of a failure in the current request, if there is one.
   *
   * @param failure what the application's code has thrown
   * @return class, message and frames, for a log
   */
  public static String of(Throwable failure) {
    return of(failure, PrivateTexts::ofThisThread);
  }

  /** The same; without messages where the private texts can't be read. */
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
    // Hidden before anything is cut, so that no half of a private text stays.
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
