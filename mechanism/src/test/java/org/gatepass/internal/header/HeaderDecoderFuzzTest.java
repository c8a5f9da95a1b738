// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.Rejection;

/** Any bytes as a header's value, in all character sets and encodings. A seed is the value. */
class HeaderDecoderFuzzTest {
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);
  private static final Pattern PERCENT_ENCODED =
      Pattern.compile("(?:[\\x00-\\x7f&&[^%]]++|%[0-9A-Fa-f]{2})*+");
  private static final Pattern TOKENS = Pattern.compile("([ \t]*)([^ \t]*)");

  /** The ends of Base64 whose last character has no unused bits. */
  private static final Pattern NO_STRAY_BITS =
      Pattern.compile("([^=]|[AEIMQUYcgkosw048]=|[AQgw]==)\\z");

  private static final Pattern WORD =
      Pattern.compile(
          "=\\?(?i:utf-8)\\?(?:"
              + "[Bb]\\?(?<base64>(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)"
              + "|[Qq]\\?(?<quoted>(?:[!-<>@-~]++|=[0-9A-Fa-f]{2})*+)"
              + ")\\?=");

  @FuzzTest
  @DictionaryEntries({"%C3%BC", "%25", "=?UTF-8?Q?", "=?utf-8?b?", "?=", "=C3=BC", "asO8cmdlbg=="})
  void decodesOnceAndStrictly(byte[] seed) {
    String raw = new String(seed, StandardCharsets.ISO_8859_1);
    for (Charset charset : CHARSETS) {
      assertThat(decode(charset, HeaderEncoding.NONE, raw)).isEqualTo(text(raw, charset));
      assertThat(decode(charset, HeaderEncoding.PERCENT, raw))
          .isEqualTo(percentDecoded(raw).flatMap(bytes -> text(bytes, charset)));
    }
    assertThat(decode(StandardCharsets.UTF_8, HeaderEncoding.RFC2047, raw))
        .isEqualTo(wordsDecoded(raw));

    String text = new String(seed, StandardCharsets.UTF_8);
    takesNoCharacterThatIsNoByte(text);
    givesBackWhatWasEncoded(text);
  }

  private static void takesNoCharacterThatIsNoByte(String text) {
    if (text.chars().anyMatch(c -> c > 0xff)) {
      for (HeaderEncoding encoding : HeaderEncoding.values()) {
        assertThat(decode(StandardCharsets.UTF_8, encoding, text)).isEmpty();
      }
    }
  }

  /** Also a text that looks like an encoded one: it is decoded once. */
  private static void givesBackWhatWasEncoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(decode(StandardCharsets.UTF_8, HeaderEncoding.PERCENT, escaped("%", bytes)))
        .hasValue(text);
    if (!text.isEmpty()) {
      String base64 = Base64.getEncoder().encodeToString(bytes);
      assertThat(decodeWord("B", base64)).hasValue(text);
      assertThat(decodeWord("Q", escaped("=", bytes))).hasValue(text);
    }
  }

  private static Optional<String> decodeWord(String kind, String wrapped) {
    return decode(
        StandardCharsets.UTF_8, HeaderEncoding.RFC2047, "=?UTF-8?" + kind + "?" + wrapped + "?=");
  }

  private static String escaped(String sign, byte[] bytes) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : bytes) {
      escaped.append(sign).append("%02X".formatted(b));
    }
    return escaped.toString();
  }

  private static Optional<String> decode(Charset charset, HeaderEncoding encoding, String raw) {
    try {
      return Optional.of(new HeaderDecoder(charset, encoding).decode(raw));
    } catch (MalformedHeaderException e) {
      assertThat(e.reason()).isEqualTo(Rejection.UNREADABLE_VALUE);
      return Optional.empty();
    }
  }

  /** The text of bytes that are exactly the ones that the character set writes for it. */
  private static Optional<String> text(String raw, Charset charset) {
    byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(bytes, charset);
    return Arrays.equals(text.getBytes(charset), bytes) ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> percentDecoded(String raw) {
    return PERCENT_ENCODED.matcher(raw).matches()
        ? Optional.of(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  private static Optional<String> wordsDecoded(String raw) {
    StringBuilder decoded = new StringBuilder();
    boolean afterWord = false;
    Matcher tokens = TOKENS.matcher(raw);
    while (tokens.find()) {
      String token = tokens.group(2);
      Matcher word = WORD.matcher(token);
      boolean isWord = word.matches();
      Optional<String> text = isWord ? wordText(word) : plainText(token);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      decoded.append(isWord && afterWord ? "" : tokens.group(1)).append(text.get());
      afterWord = isWord;
    }
    return Optional.of(decoded.toString());
  }

  private static Optional<String> plainText(String token) {
    return token.contains("=?") ? Optional.empty() : text(token, StandardCharsets.UTF_8);
  }

  private static Optional<String> wordText(Matcher word) {
    String base64 = word.group("base64");
    String quoted = word.group("quoted");
    if (base64 != null && !NO_STRAY_BITS.matcher(base64).find()) {
      return Optional.empty();
    }
    String bytes =
        base64 == null
            ? URLDecoder.decode(
                quoted
                    .replace("%", "%25")
                    .replaceAll("=(..)", "%$1")
                    .replace("+", "%2B")
                    .replace('_', ' '),
                StandardCharsets.ISO_8859_1)
            : new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    return bytes.isEmpty() ? Optional.empty() : text(bytes, StandardCharsets.UTF_8);
  }
}
