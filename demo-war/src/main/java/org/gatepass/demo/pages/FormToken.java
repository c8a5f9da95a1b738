// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A token against cross-site request forgery for plain forms, one for each session. Faces forms
 * have their view state instead. Without a session there is no token, and none is needed.
 */
final class FormToken {
  /** The name of the form's field. */
  static final String FIELD = "token";

  private static final String ATTRIBUTE = FormToken.class.getName();
  private static final SecureRandom RANDOM = new SecureRandom();

  private FormToken() {}

  /** The token of the request's session; empty when it has none. */
  static String of(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return "";
    }
    if (session.getAttribute(ATTRIBUTE) instanceof String token) {
      return token;
    }
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    session.setAttribute(ATTRIBUTE, token);
    return token;
  }

  /** Whether a form has sent the token of the request's session. */
  static boolean isIn(HttpServletRequest request) {
    String brought = request.getParameter(FIELD);
    return MessageDigest.isEqual(
        of(request).getBytes(StandardCharsets.UTF_8),
        (brought == null ? "" : brought).getBytes(StandardCharsets.UTF_8));
  }
}
