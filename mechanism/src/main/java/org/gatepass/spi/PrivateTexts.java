// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a request that must not appear in a log: the values of headers and cookies, the
 * caller name and groups decoded from them, and the name and password of a password login. Gatepass
 * associates them with the thread that processes the request. Immutable and safe for use by many
 * threads.
 */
public final class PrivateTexts {
  /** No texts. */
  public static final PrivateTexts NONE = new PrivateTexts(List.of());

  private static final String HIDDEN = "(hidden)";
  private static final ThreadLocal<@Nullable Supplier<PrivateTexts>> CURRENT = new ThreadLocal<>();

  /** Sorted by length, the longest first, so that a text is hidden as a whole. */
  private final List<String> texts;

  private PrivateTexts(List<String> texts) {
    this.texts = texts;
  }

  /**
   * Creates a set of private texts. Blank texts are ignored.
   *
   * @param texts the texts, in any order
   * @return the private texts
   */
  public static PrivateTexts of(Collection<String> texts) {
    return new PrivateTexts(
        texts.stream()
            .filter(text -> !text.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /**
   * Runs a task with the private texts of a request associated with the current thread.
   *
   * @param texts supplies the texts of the request; called when a failure is logged
   * @param work the task
   * @param <T> the type of the task's result
   * @return the task's result
   */
  public static <T> T during(Supplier<PrivateTexts> texts, Supplier<T> work) {
    Supplier<PrivateTexts> outer = replaceCurrent(texts);
    try {
      return work.get();
    } finally {
      replaceCurrent(outer);
    }
  }

  /**
   * Replaces the texts of the current thread, for a task that throws checked exceptions. The
   * calling code must restore the former texts after the task.
   *
   * @param texts supplies the texts; null for none
   * @return the former supplier; null for none
   */
  public static @Nullable Supplier<PrivateTexts> replaceCurrent(
      @Nullable Supplier<PrivateTexts> texts) {
    Supplier<PrivateTexts> former = CURRENT.get();
    // Not remove(): the next request of the thread would create the entry again. An entry with null
    // refers to nothing of the application.
    CURRENT.set(texts);
    return former;
  }

  /**
   * Returns the private texts of the request that the current thread processes.
   *
   * @return the texts; {@link #NONE} in a thread without a request
   */
  public static PrivateTexts ofThisThread() {
    Supplier<PrivateTexts> texts = CURRENT.get();
    return texts == null ? NONE : texts.get();
  }

  /**
   * Hides the private texts in a text, ignoring case.
   *
   * @param text the text
   * @return the text with {@code (hidden)} in place of each private text
   */
  public String hiddenIn(String text) {
    if (texts.isEmpty()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int length = lengthOfPrivateTextAt(text, at);
      if (length > 0) {
        shown.append(HIDDEN);
        at += length;
      } else {
        shown.append(text.charAt(at));
        at++;
      }
    }
    return shown.toString();
  }

  private int lengthOfPrivateTextAt(String text, int at) {
    for (String hidden : texts) {
      if (text.regionMatches(true, at, hidden, 0, hidden.length())) {
        return hidden.length();
      }
    }
    return 0;
  }
}
