// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON (RFC 8259) that accepts one meaning only. It rejects duplicate members, invalid
 * UTF-8, unpaired surrogates, deep nesting and everything that lenient parsers add to the grammar.
 *
 * <p>Objects become maps, arrays lists, strings {@code String}, whole numbers of up to 18 digits
 * {@code Long}, other numbers finite {@code Double}. A member or an element that is {@code null} is
 * left out.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_LONG_DIGITS = 18;

  private final String text;
  private int at;

  private StrictJson(String text) {
    this.text = text;
  }

  /**
   * Reads a text that is one JSON object.
   *
   * @param utf8 the text in UTF-8
   * @return the members; none is null
   * @throws MalformedJsonException if the text is anything else, or has two meanings
   */
  public static Map<String, Object> object(byte[] utf8) throws MalformedJsonException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException invalid) {
      throw new MalformedJsonException("is not UTF-8");
    }
    StrictJson json = new StrictJson(text);
    json.blanks();
    Map<String, Object> object = json.members(1);
    json.blanks();
    if (json.at < text.length()) {
      throw new MalformedJsonException("has text after its end");
    }
    return object;
  }

  private Map<String, Object> members(int depth) throws MalformedJsonException {
    expect('{');
    Map<String, Object> members = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    blanks();
    if (!take('}')) {
      do {
        blanks();
        String name = string();
        if (!names.add(name)) {
          throw new MalformedJsonException("has a duplicate member");
        }
        blanks();
        expect(':');
        Object value = value(depth);
        if (value != null) {
          members.put(name, value);
        }
      } while (take(','));
      expect('}');
    }
    return members;
  }

  private List<Object> elements(int depth) throws MalformedJsonException {
    expect('[');
    List<Object> elements = new ArrayList<>();
    blanks();
    if (!take(']')) {
      do {
        Object value = value(depth);
        if (value != null) {
          elements.add(value);
        }
      } while (take(','));
      expect(']');
    }
    return elements;
  }

  /** Reads a value with the blanks around it. */
  private @Nullable Object value(int depth) throws MalformedJsonException {
    if (depth == MAX_DEPTH) {
      throw new MalformedJsonException("is nested too deeply");
    }
    blanks();
    Object value =
        switch (peek()) {
          case '{' -> members(depth + 1);
          case '[' -> elements(depth + 1);
          case '"' -> string();
          case 't' -> literal("true", true);
          case 'f' -> literal("false", false);
          case 'n' -> literal("null", null);
          default -> number();
        };
    blanks();
    return value;
  }

  private @Nullable Object literal(String literal, @Nullable Object value)
      throws MalformedJsonException {
    if (!text.startsWith(literal, at)) {
      throw new MalformedJsonException("has an unknown literal");
    }
    at += literal.length();
    return value;
  }

  private Object number() throws MalformedJsonException {
    int start = at;
    take('-');
    int first = at;
    digits();
    int count = at - first;
    if (count > 1 && text.charAt(first) == '0') {
      throw new MalformedJsonException("has a number that begins with zero");
    }
    boolean whole = true;
    if (take('.')) {
      digits();
      whole = false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      digits();
      whole = false;
    }
    String number = text.substring(start, at);
    if (whole && count <= MAX_LONG_DIGITS) {
      return Long.valueOf(number);
    }
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      throw new MalformedJsonException("has a number that is too large");
    }
    return value;
  }

  private void digits() throws MalformedJsonException {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw new MalformedJsonException("has an unexpected character");
    }
  }

  private String string() throws MalformedJsonException {
    expect('"');
    int start = at;
    StringBuilder unescaped = null;
    char c = next();
    while (c != '"') {
      if (c < ' ') {
        throw new MalformedJsonException("has a control character in a string");
      }
      if (c == '\\') {
        if (unescaped == null) {
          unescaped = new StringBuilder(text.substring(start, at - 1));
        }
        unescaped.append(escaped());
      } else if (unescaped != null) {
        unescaped.append(c);
      }
      c = next();
    }
    String string = unescaped == null ? text.substring(start, at - 1) : unescaped.toString();
    if (string.codePoints().anyMatch(StrictJson::isSurrogate)) {
      throw new MalformedJsonException("has an unpaired surrogate");
    }
    return string;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private char escaped() throws MalformedJsonException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
      default -> throw new MalformedJsonException("has an unknown escape");
    };
  }

  private int hex() throws MalformedJsonException {
    char c = next();
    if (!HexFormat.isHexDigit(c)) {
      throw new MalformedJsonException("has an unknown escape");
    }
    return HexFormat.fromHexDigit(c);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next character; 0 at the end, which no rule accepts. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char next() throws MalformedJsonException {
    if (at == text.length()) {
      throw new MalformedJsonException("ends too early");
    }
    return text.charAt(at++);
  }

  private boolean take(char expected) {
    if (peek() == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char expected) throws MalformedJsonException {
    if (!take(expected)) {
      throw new MalformedJsonException("has an unexpected character");
    }
  }
}
