// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The form in which an issuer sends a logout token: one field {@code logout_token} among others, of
 * at most 16 KiB in all.
 */
sealed interface SignOutForm {
  /** The field with the token (OpenID Connect Back-Channel Logout 1.0, section 2.5). */
  String FIELD = "logout_token";

  int MAX_BYTES = 16 * 1024;

  /** The form has a token. */
  record Token(String text) implements SignOutForm {
    /** Returns the class name alone: the token has not been used yet. */
    @Override
    public String toString() {
      return "Token";
    }
  }

  /** The request has no valid form; with the rule that it breaks. */
  record Malformed(String rule) implements SignOutForm {}

  /** Reads the body of a request. */
  static SignOutForm read(HttpServletRequest request) {
    if (!isForm(request.getContentType())) {
      return new Malformed("the body is not application/x-www-form-urlencoded");
    }
    if (request.getContentLengthLong() > MAX_BYTES) {
      return tooLong();
    }
    byte[] body;
    try {
      body = request.getInputStream().readNBytes(MAX_BYTES + 1);
    } catch (IOException unreadable) {
      return new Malformed("the body could not be read");
    } catch (IllegalStateException readAsText) {
      body = new byte[0];
    }
    if (body.length > MAX_BYTES) {
      return tooLong();
    }
    List<String> tokens =
        body.length > 0
            ? fields(new String(body, StandardCharsets.ISO_8859_1))
            : readByTheServer(request);
    if (tokens.size() != 1) {
      return new Malformed("the form does not have exactly one " + FIELD);
    }
    return tokens.get(0).length() > MAX_BYTES ? tooLong() : new Token(tokens.get(0));
  }

  private static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && contentType
            .split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals("application/x-www-form-urlencoded");
  }

  private static Malformed tooLong() {
    return new Malformed("the body is longer than 16 KiB");
  }

  /** The values of the field in a body. A malformed encoding is read as an empty text. */
  private static List<String> fields(String body) {
    List<String> tokens = new ArrayList<>();
    for (String field : body.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals >= 0 && FIELD.equals(decoded(field.substring(0, equals)))) {
        tokens.add(decoded(field.substring(equals + 1)));
      }
    }
    return tokens;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  /**
   * The values of the field if the server has read the body into parameters. A token in the address
   * is rejected, because proxies log addresses.
   */
  private static List<String> readByTheServer(HttpServletRequest request) {
    String query = request.getQueryString();
    String[] values = request.getParameterValues(FIELD);
    return values == null || (query != null && !fields(query).isEmpty())
        ? List.of()
        : List.of(values);
  }
}
