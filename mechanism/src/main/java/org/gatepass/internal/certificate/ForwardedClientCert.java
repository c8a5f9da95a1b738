// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one element of {@code x-forwarded-client-cert}, as Envoy writes it.
 *
 * <p>Envoy writes names from the certificate into the header without escaping them. An authority
 * that signs unusual names could therefore let a client add keys of its own. So the reader accepts
 * the keys in Envoy's order only: names of the certificate are in the last three keys, and can only
 * add further URIs and DNS names. A caller has one URI, so a second one is rejected. A URI could
 * also end early, at a key within it: without {@code Cert}, the only URI is the last key.
 *
 * <p>{@code Subject} is skipped, because it contains no issuer. The reader must find its end: Envoy
 * puts quotes around it, and escapes a quote within it, but no backslash. A quote after two
 * backslashes, or another even number of them, has two meanings and is malformed.
 */
final class ForwardedClientCert {
  private static final Pattern DIGEST = Pattern.compile("[0-9A-Fa-f]{64}");

  /** The keys in Envoy's order and spelling. */
  private enum Key {
    BY("By", true),
    HASH("Hash", false),
    CERT("Cert", false),
    CHAIN("Chain", false),
    SUBJECT("Subject", false),
    URI("URI", true),
    DNS("DNS", true);

    private final String spelling;
    private final boolean repeatable;

    Key(String spelling, boolean repeatable) {
      this.spelling = spelling;
      this.repeatable = repeatable;
    }

    static Key of(String text) throws MalformedHeaderException {
      for (Key key : values()) {
        if (key.spelling.equals(text)) {
          return key;
        }
      }
      throw unreadable();
    }

    boolean mayFollow(@Nullable Key former) {
      return former == null || (repeatable ? compareTo(former) >= 0 : compareTo(former) > 0);
    }
  }

  private final String value;
  private final Map<Key, List<String>> fields = new EnumMap<>(Key.class);
  private int at;

  private ForwardedClientCert(String value) {
    this.value = value;
  }

  /**
   * Reads a value.
   *
   * @throws MalformedHeaderException {@link Rejection#REPEATED_HEADER} for several elements, {@link
   *     Rejection#UNREADABLE_VALUE} for any other text that is not one element
   */
  static ForwardedCertificate read(String value) throws MalformedHeaderException {
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw unreadable();
    }
    ForwardedClientCert element = new ForwardedClientCert(value);
    element.readFields();
    return element.certificate();
  }

  private void readFields() throws MalformedHeaderException {
    Key former = null;
    while (true) {
      Key key = readKey();
      if (!key.mayFollow(former)) {
        throw unreadable();
      }
      String text = readText();
      if (key != Key.SUBJECT && text.indexOf('\\') >= 0) {
        throw unreadable();
      }
      fields.computeIfAbsent(key, first -> new ArrayList<>()).add(text);
      if (at == value.length()) {
        return;
      }
      skipSeparator();
      former = key;
    }
  }

  private Key readKey() throws MalformedHeaderException {
    int equalsSign = value.indexOf('=', at);
    if (equalsSign < 0) {
      throw unreadable();
    }
    Key key = Key.of(value.substring(at, equalsSign));
    at = equalsSign + 1;
    return key;
  }

  /** The text of a value, without its quotes. */
  private String readText() throws MalformedHeaderException {
    if (at < value.length() && value.charAt(at) == '"') {
      int end = endOfQuoted(at + 1);
      String text = value.substring(at + 1, end);
      at = end + 1;
      return text;
    }
    int start = at;
    while (at < value.length() && value.charAt(at) != ';' && value.charAt(at) != ',') {
      if (" \"=".indexOf(value.charAt(at)) >= 0) {
        throw unreadable();
      }
      at++;
    }
    return value.substring(start, at);
  }

  private int endOfQuoted(int start) throws MalformedHeaderException {
    int backslashes = 0;
    for (int i = start; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' && backslashes == 0) {
        return i;
      }
      if (c == '"' && backslashes % 2 == 0) {
        throw unreadable();
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    throw unreadable();
  }

  private void skipSeparator() throws MalformedHeaderException {
    if (value.charAt(at) == ',') {
      throw new MalformedHeaderException(Rejection.REPEATED_HEADER);
    }
    if (value.charAt(at) != ';') {
      throw unreadable();
    }
    at++;
  }

  private ForwardedCertificate certificate() throws MalformedHeaderException {
    String digest = first(Key.HASH);
    if (digest != null && !DIGEST.matcher(digest).matches()) {
      throw unreadable();
    }
    String pem = first(Key.CERT);
    if (pem == null) {
      return new ForwardedCertificate(null, uris());
    }
    byte[] der = EscapedPem.decode(pem);
    if (digest != null && !sha256(der).equals(digest.toLowerCase(Locale.ROOT))) {
      throw unreadable();
    }
    return ForwardedCertificate.of(der);
  }

  private @Nullable String first(Key key) {
    List<String> texts = fields.get(key);
    return texts == null || texts.get(0).isEmpty() ? null : texts.get(0);
  }

  /** The URIs, and not the beginning of one. Envoy writes an empty URI for none. */
  private List<String> uris() throws MalformedHeaderException {
    List<String> uris = fields.getOrDefault(Key.URI, List.of());
    if (uris.equals(List.of(""))) {
      return List.of();
    }
    if (!uris.isEmpty() && fields.containsKey(Key.DNS)) {
      throw unreadable();
    }
    return uris;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  private static MalformedHeaderException unreadable() {
    return new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
  }
}
