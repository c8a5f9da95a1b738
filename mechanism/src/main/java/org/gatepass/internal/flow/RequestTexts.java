// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.gatepass.internal.identity.Assertion;
import org.gatepass.password.PasswordChangeCredential;
import org.gatepass.spi.PrivateTexts;
import org.jspecify.annotations.Nullable;

/** Collects the private texts of a request. */
public final class RequestTexts {
  /** Hiding shorter header values, such as {@code 1}, would make messages unreadable. */
  private static final int SHORTEST_VALUE = 3;

  private RequestTexts() {}

  /** The private texts of a request, with those of its identity headers and its credential. */
  public static PrivateTexts of(Visit visit) {
    List<String> texts = ofHeaders(visit.request());
    if (visit.assertion() instanceof Assertion.Asserted asserted) {
      texts.add(asserted.callerName());
      texts.addAll(asserted.groups());
      addIfAny(texts, asserted.email());
      addIfAny(texts, asserted.displayName());
      String stableId = asserted.stableId();
      if (stableId != null && stableId.length() >= SHORTEST_VALUE) {
        texts.add(stableId);
      }
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
    if (password instanceof PasswordChangeCredential change) {
      texts.add(new String(change.getNewPassword().getValue()));
    }
    return PrivateTexts.of(texts);
  }

  /** The private texts of a request: the values of its headers and cookies. */
  public static PrivateTexts of(HttpServletRequest request) {
    return PrivateTexts.of(ofHeaders(request));
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
        // A scheme such as Basic or Bearer is not secret; the text after it is.
        texts.add(value.substring(value.indexOf(' ') + 1).strip());
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
}
