// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatepass.AuthenticatedBy;
import org.gatepass.internal.session.SessionOwner.Anonymous;
import org.gatepass.internal.session.SessionOwner.Caller;
import org.gatepass.internal.session.SessionOwner.Login;
import org.gatepass.internal.session.SessionOwner.Unknown;
import org.gatepass.spi.signout.IssuerSession;
import org.jspecify.annotations.Nullable;

/**
 * The text by which a session records its owner. A {@code String} of a documented form works with
 * each class loader, serialization filter and session store, and with a later version of this
 * library.
 *
 * <p>The form: the version, {@code 1}, then fields, each after a blank, {@code name=value} with the
 * value encoded like a form's (WHATWG URL, {@code application/x-www-form-urlencoded}). Fields may
 * come in any order. A reader ignores unknown fields. A change that an older reader must not ignore
 * increases the version, so that the text is unreadable for older readers.
 *
 * <ul>
 *   <li>{@code caller}: the caller name. Without it the session is anonymous, and all other fields
 *       are ignored.
 *   <li>{@code asked}: the name that the stores looked up; the caller name if absent.
 *   <li>{@code by}: {@code HEADER} or {@code PASSWORD}; absent for another mechanism.
 *   <li>{@code login}: when the caller logged in, in milliseconds since 1970; absent if the session
 *       remembers no login.
 *   <li>{@code stamp}: the security stamp of the login.
 *   <li>{@code store}: the identity store that accepted the login; absent if none is recorded.
 *   <li>{@code iss}, {@code sub}, {@code sid}: the session at the issuer of the latest assertion;
 *       absent for a login without one. Without {@code iss} the other two are ignored.
 *   <li>{@code iat}: when the issuer made the assertion that began the login, in milliseconds since
 *       1970; absent for a login without an assertion.
 *   <li>{@code group}: a group from a header, repeated for each.
 * </ul>
 */
final class SessionOwnerText {
  private static final String VERSION = "1";
  private static final Anonymous ANONYMOUS = new Anonymous();
  private static final Unknown UNREADABLE = new Unknown(true);

  private SessionOwnerText() {}

  static String write(SessionOwner owner) {
    if (!(owner instanceof Caller caller)) {
      return VERSION;
    }
    StringBuilder text = new StringBuilder(VERSION);
    append(text, "caller", caller.name());
    if (!caller.lookupName().equals(caller.name())) {
      append(text, "asked", caller.lookupName());
    }
    if (caller.by() != null) {
      append(text, "by", caller.by().name());
    }
    caller
        .login()
        .ifPresent(
            login -> {
              append(text, "login", Long.toString(login.at().toEpochMilli()));
              if (login.securityStamp() != null) {
                append(text, "stamp", login.securityStamp());
              }
              if (login.store() != null) {
                append(text, "store", login.store());
              }
              append(text, login.issuerSession());
              if (login.issuedAt() != null) {
                append(text, "iat", Long.toString(login.issuedAt().toEpochMilli()));
              }
              new TreeSet<>(login.headerGroups()).forEach(group -> append(text, "group", group));
            });
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable IssuerSession session) {
    if (session == null) {
      return;
    }
    append(text, "iss", session.issuer());
    if (session.subject() != null) {
      append(text, "sub", session.subject());
    }
    if (session.sessionId() != null) {
      append(text, "sid", session.sessionId());
    }
  }

  private static void append(StringBuilder text, String field, String value) {
    text.append(' ')
        .append(field)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  /** Reads a text; {@link Unknown} if this version can't read it. */
  static SessionOwner read(String text) {
    if (text.equals(VERSION)) {
      return ANONYMOUS;
    }
    if (!text.startsWith(VERSION + " ")) {
      return UNREADABLE;
    }
    try {
      return new Fields(text).owner();
    } catch (IllegalArgumentException damaged) {
      return UNREADABLE;
    }
  }

  /** The fields of one text. */
  private static final class Fields {
    private @Nullable String caller;
    private @Nullable String asked;
    private @Nullable AuthenticatedBy by;
    private @Nullable Instant login;
    private @Nullable String stamp;
    private @Nullable String store;
    private @Nullable String issuer;
    private @Nullable String subject;
    private @Nullable String sessionId;
    private @Nullable Instant issuedAt;
    private final Set<String> groups = new HashSet<>();

    Fields(String text) {
      int start = VERSION.length() + 1;
      while (start < text.length()) {
        int blank = text.indexOf(' ', start);
        int end = blank < 0 ? text.length() : blank;
        int equals = text.indexOf('=', start);
        if (equals < 0 || equals > end) {
          throw new IllegalArgumentException("a field without a value");
        }
        put(text.substring(start, equals), decoded(text.substring(equals + 1, end)));
        start = end + 1;
      }
    }

    private void put(String field, String value) {
      switch (field) {
        case "caller" -> caller = value;
        case "asked" -> asked = value;
        case "by" -> by = AuthenticatedBy.valueOf(value);
        case "login" -> login = Instant.ofEpochMilli(Long.parseLong(value));
        case "stamp" -> stamp = value;
        case "store" -> store = value;
        case "iss" -> issuer = value;
        case "sub" -> subject = value;
        case "sid" -> sessionId = value;
        case "iat" -> issuedAt = Instant.ofEpochMilli(Long.parseLong(value));
        case "group" -> groups.add(value);
        default -> {
          // An optional field of a later version.
        }
      }
    }

    SessionOwner owner() {
      if (caller == null) {
        return ANONYMOUS;
      }
      return new Caller(
          caller,
          asked == null ? caller : asked,
          by,
          login == null
              ? Optional.empty()
              : Optional.of(new Login(stamp, groups, login, store, issuerSession(), issuedAt)));
    }

    private @Nullable IssuerSession issuerSession() {
      return issuer == null ? null : new IssuerSession(issuer, subject, sessionId);
    }

    private static String decoded(String value) {
      return value.indexOf('%') < 0 && value.indexOf('+') < 0
          ? value
          : URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
  }
}
