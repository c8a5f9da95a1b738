// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;

/**
 * A reader of distinguished names in DER (X.690). The bytes need no escapes and no splitting, as a
 * text such as that of RFC 2253 does.
 */
final class DistinguishedName {
  private static final int UTF8_STRING = 0x0c;
  private static final int PRINTABLE_STRING = 0x13;
  private static final int IA5_STRING = 0x16;
  private static final int BMP_STRING = 0x1e;
  private static final int LONG_LENGTH = 0x80;

  /** A value with its tag. */
  private static final class Value {
    private final int tag;
    private final byte[] content;

    Value(int tag, byte[] content) {
      this.tag = tag;
      this.content = content;
    }

    List<Value> parts() {
      return Value.in(content);
    }

    /** The values of a sequence of bytes, in their order. */
    static List<Value> in(byte[] der) {
      List<Value> values = new ArrayList<>();
      ByteBuffer bytes = ByteBuffer.wrap(der);
      while (bytes.hasRemaining()) {
        int tag = Byte.toUnsignedInt(bytes.get());
        byte[] content = new byte[length(bytes)];
        bytes.get(content);
        values.add(new Value(tag, content));
      }
      return values;
    }

    private static int length(ByteBuffer bytes) {
      int first = Byte.toUnsignedInt(bytes.get());
      if (first < LONG_LENGTH) {
        return first;
      }
      int length = 0;
      for (int octets = first - LONG_LENGTH; octets > 0; octets--) {
        length = (length << Byte.SIZE) | Byte.toUnsignedInt(bytes.get());
      }
      return length;
    }

    String hex() {
      return HexFormat.of().formatHex(content);
    }

    /** The text of a type with a certain character set. That of a TeletexString is uncertain. */
    String text() throws MalformedHeaderException {
      return switch (tag) {
        case UTF8_STRING -> text(StandardCharsets.UTF_8);
        case PRINTABLE_STRING, IA5_STRING -> text(StandardCharsets.US_ASCII);
        case BMP_STRING -> text(StandardCharsets.UTF_16BE);
        default -> throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
      };
    }

    private String text(Charset charset) throws MalformedHeaderException {
      try {
        return charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      } catch (CharacterCodingException e) {
        throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
      }
    }
  }

  private DistinguishedName() {}

  /**
   * Returns the values of an attribute, in all relative names.
   *
   * @param name the distinguished name
   * @param type the attribute's type: the content of its DER in hexadecimal digits
   * @return the values
   * @throws MalformedHeaderException if a value is no text, or a text of an uncertain character set
   */
  static List<String> values(X500Principal name, String type) throws MalformedHeaderException {
    List<String> texts = new ArrayList<>();
    for (Value relativeName : Value.in(name.getEncoded()).get(0).parts()) {
      for (Value attribute : relativeName.parts()) {
        List<Value> typeAndValue = attribute.parts();
        if (typeAndValue.get(0).hex().equals(type)) {
          texts.add(typeAndValue.get(1).text());
        }
      }
    }
    return texts;
  }
}
