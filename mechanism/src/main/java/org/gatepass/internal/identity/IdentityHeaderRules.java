// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.HeaderName;
import org.jspecify.annotations.Nullable;

/**
 * The identity headers of a trusted proxy, and the rules for reading them. Immutable and safe for
 * use by many threads.
 *
 * @param callerHeader the header with the caller name
 * @param groupsHeader the header with the groups, or null for none
 * @param groupsSeparator the separator between groups
 * @param groupsRepeated whether the groups header may have several lines
 * @param emailHeader the header with the e-mail address, or null for none
 * @param displayNameHeader the header with the display name, or null for none
 * @param idHeader the header with the stable id, which each request that names a caller then must
 *     have, or null for none
 * @param charset the character set of the values: UTF-8, ISO-8859-1 or US-ASCII
 * @param encoding the encoding of text in the values
 */
public record IdentityHeaderRules(
    HeaderName callerHeader,
    @Nullable HeaderName groupsHeader,
    GroupsSeparator groupsSeparator,
    boolean groupsRepeated,
    @Nullable HeaderName emailHeader,
    @Nullable HeaderName displayNameHeader,
    @Nullable HeaderName idHeader,
    Charset charset,
    HeaderEncoding encoding) {
  private static final Set<Charset> CHARSETS =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);

  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if the character set is not one of those allowed, or if {@link
   *     HeaderEncoding#RFC2047} is combined with another character set than UTF-8 or with blanks
   *     between groups; the message is the rule alone
   */
  public IdentityHeaderRules {
    Objects.requireNonNull(callerHeader, "callerHeader");
    Objects.requireNonNull(groupsSeparator, "groupsSeparator");
    Objects.requireNonNull(encoding, "encoding");
    if (encoding == HeaderEncoding.RFC2047 && groupsSeparator == GroupsSeparator.SPACE) {
      throw new IllegalArgumentException(
          "has blanks between groups, and between the encoded words of one group as well");
    }
    if (!CHARSETS.contains(charset)) {
      throw new IllegalArgumentException(
          "is not a character set for headers: one of UTF-8, ISO-8859-1, US-ASCII");
    }
    if (encoding == HeaderEncoding.RFC2047 && !charset.equals(StandardCharsets.UTF_8)) {
      throw new IllegalArgumentException("goes with the character set UTF-8 only");
    }
  }

  /** The configured headers. */
  List<HeaderName> headers() {
    return Stream.of(callerHeader, groupsHeader, emailHeader, displayNameHeader, idHeader)
        .filter(Objects::nonNull)
        .toList();
  }
}
