// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request's path in the one form that rules are matched with: percent-escapes decoded once, path
 * parameters cut off, empty and dot segments resolved, lower case. The application receives the
 * path as it was sent. A path that two servers could read differently has no canonical form.
 *
 * @param text the path, such as {@code /api/me}; {@code /} for the root
 */
record CanonicalPath(String text) {
  private static final Pattern SEPARATOR = Pattern.compile("\\\\|%2[Ff]|%5[Cc]");
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

  /**
   * Reads a path of a request line.
   *
   * @return empty for a path that is ambiguous or no path at all: not beginning with a slash,
   *     encoded slashes, backslashes, control characters, a dot segment with parameters, two layers
   *     of encoding, bytes that are not UTF-8, above the root, {@code ..} after an empty segment
   */
  static Optional<CanonicalPath> of(String raw) {
    if (!raw.startsWith("/") || SEPARATOR.matcher(raw).find()) {
      return Optional.empty();
    }
    return decode(raw).filter(CanonicalPath::isPlain).flatMap(CanonicalPath::resolve);
  }

  private static Optional<String> decode(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c > 0x7E) {
        return Optional.empty();
      }
      if (c != '%') {
        bytes.write(c);
      } else if (ESCAPE.matcher(raw).region(i, raw.length()).lookingAt()) {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(String decoded) {
    return decoded.chars().noneMatch(Character::isISOControl) && !ESCAPE.matcher(decoded).find();
  }

  private static Optional<CanonicalPath> resolve(String decoded) {
    Deque<String> segments = new ArrayDeque<>();
    boolean emptySeen = false;
    for (String segment : decoded.substring(1).split("/", -1)) {
      int semicolon = segment.indexOf(';');
      String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
      boolean dots = name.equals(".") || name.equals("..");
      if (dots && semicolon >= 0) {
        return Optional.empty();
      }
      if (name.equals("..")) {
        // The segment that ".." removes depends on whether the server drops the empty one first.
        if (emptySeen || segments.isEmpty()) {
          return Optional.empty();
        }
        segments.removeLast();
      } else if (name.isEmpty()) {
        emptySeen = true;
      } else if (!dots) {
        segments.addLast(name);
      }
    }
    return Optional.of(
        new CanonicalPath("/" + String.join("/", segments).toLowerCase(Locale.ROOT)));
  }

  /** Whether this path equals another one or is below it, by whole segments. */
  boolean isWithin(CanonicalPath parent) {
    return parent.text.equals("/")
        || text.equals(parent.text)
        || text.startsWith(parent.text + "/");
  }
}
