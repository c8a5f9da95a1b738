// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import org.gatepass.trust.Assertion;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a request that no log line may hold: the values of its headers and cookies, as they
 * are and decoded, and an offered name and password. Immutable.
 */
final class PrivateTexts {
  /** A request without private texts. */
  static final PrivateTexts NONE = new PrivateTexts(List.of());

  private static final String HIDDEN = "(hidden)";

  /** Shorter values of headers, such as {@code 1}, would hide most of a message. */
  private static final int SHORTEST_VALUE = 3;

  /** The longest ones first, so that no text hides a part of another one only. */
  private final List<String> texts;

  private PrivateTexts(List<String> texts) {
    this.texts =
        texts.stream()
            .filter(text -> !text.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The private texts of a request that is decided about. */
  static PrivateTexts of(Visit visit) {
    List<String> texts = ofHeaders(visit.request());
    if (visit.assertion() instanceof Assertion.Asserted asserted) {
      texts.add(asserted.callerName());
      texts.addAll(asserted.groups());
      addIfAny(texts, asserted.email());
      addIfAny(texts, asserted.displayName());
    }
    UsernamePasswordCredential password =
        visit.offered() instanceof UsernamePasswordCredential form
            ? form
            : BasicCredentials.in(visit.request()).orElse(null);
    if (password != null) {
      addIfAny(texts, password.getCaller());
      if (password.getPassword() != null && password.getPassword().getValue() != null) {
        texts.add(new String(password.getPassword().getValue()));
      }
    }
    return new PrivateTexts(texts);
  }

  /** The private texts of a request. */
  static PrivateTexts of(HttpServletRequest request) {
    return new PrivateTexts(ofHeaders(request));
  }

  private static void addIfAny(List<String> texts, @Nullable String text) {
    if (text != null) {
      texts.add(text);
    }
  }

  private static List<String> ofHeaders(HttpServletRequest request) {
    List<String> texts = new ArrayList<>();
    Enumeration<String> names = request.getHeaderNames();
    while (names != null && names.hasMoreElements()) {
      Enumeration<String> values = request.getHeaders(names.nextElement());
      while (values != null && values.hasMoreElements()) {
        String value = values.nextElement().strip();
        texts.add(value);
        // A scheme such as Basic or Bearer is no secret, what follows it is.
        texts.add(value.substring(value.indexOf(' ') + 1));
      }
    }
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        addIfAny(texts, cookie.getValue());
      }
    }
    texts.removeIf(text -> text.length() < SHORTEST_VALUE);
    return texts;
  }

  /** A text with each private text in it hidden, whatever its case. */
  String hiddenIn(String text) {
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
