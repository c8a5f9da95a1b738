// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a request that no log line may hold: the values of its headers and cookies, the
 * caller names and groups decoded from them, and an offered name and password. A thread that works
 * for a request has the texts of that request. Immutable.
 */
public final class PrivateTexts {
  /** No texts. */
  public static final PrivateTexts NONE = new PrivateTexts(List.of());

  private static final String HIDDEN = "(hidden)";
  private static final ThreadLocal<@Nullable Supplier<PrivateTexts>> CURRENT = new ThreadLocal<>();

  /** The longest ones first, so that no text hides a part of another one only. */
  private final List<String> texts;

  private PrivateTexts(List<String> texts) {
    this.texts = texts;
  }

  /**
   * Collects texts. Blank ones count for nothing.
   *
   * @param texts the texts, in any order
   * @return those texts
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
   * Works for a request in the current thread.
   *
   * @param texts gives the texts of the request, if a failure has to be logged
   * @param work the work
   * @param <T> the type of its result
   * @return the result of the work
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
   * Replaces the texts of the current thread, for work that throws checked exceptions: the caller
   * puts the former texts back afterwards.
   *
   * @param texts gives the texts; null for none
   * @return the former texts; null for none
   */
  public static @Nullable Supplier<PrivateTexts> replaceCurrent(
      @Nullable Supplier<PrivateTexts> texts) {
    Supplier<PrivateTexts> former = CURRENT.get();
    if (texts == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(texts);
    }
    return former;
  }

  /**
   * The texts of the request for which the current thread works.
   *
   * @return the texts, {@link #NONE} outside of requests
   */
  public static PrivateTexts ofThisThread() {
    Supplier<PrivateTexts> texts = CURRENT.get();
    return texts == null ? NONE : texts.get();
  }

  /**
   * Hides the private texts in a text.
   *
   * @param text the text
   * @return the text with each private text in it replaced, whatever its case
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
