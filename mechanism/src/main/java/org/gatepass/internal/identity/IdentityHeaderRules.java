// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
 * @param groupsMapping the mapping to the application's groups
 * @param emailHeader the header with the e-mail address, or null for none
 * @param displayNameHeader the header with the display name, or null for none
 * @param secretHeader the header with the shared secret, or null for none; used here only for the
 *     checks of aliases and of {@code Connection} lines
 * @param charset the character set of the values: UTF-8, ISO-8859-1 or US-ASCII
 * @param encoding the encoding of text in the values
 * @param callerNames the rule for caller names
 */
public record IdentityHeaderRules(
    HeaderName callerHeader,
    @Nullable HeaderName groupsHeader,
    GroupsSeparator groupsSeparator,
    boolean groupsRepeated,
    GroupsMapping groupsMapping,
    @Nullable HeaderName emailHeader,
    @Nullable HeaderName displayNameHeader,
    @Nullable HeaderName secretHeader,
    Charset charset,
    HeaderEncoding encoding,
    CallerNameRule callerNames) {
  private static final Set<Charset> CHARSETS =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);

  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if two headers have the same name or names that are aliases of
   *     each other, if the character set is not one of those allowed, or if {@link
   *     HeaderEncoding#RFC2047} is combined with another character set than UTF-8 or with blanks
   *     between groups; the message is the rule alone
   */
  public IdentityHeaderRules {
    Objects.requireNonNull(groupsSeparator, "groupsSeparator");
    Objects.requireNonNull(groupsMapping, "groupsMapping");
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(callerNames, "callerNames");
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
    rejectTwins(present(callerHeader, groupsHeader, emailHeader, displayNameHeader, secretHeader));
  }

  /** The configured headers. */
  List<HeaderName> headers() {
    return present(callerHeader, groupsHeader, emailHeader, displayNameHeader, secretHeader);
  }

  private static List<HeaderName> present(@Nullable HeaderName... headers) {
    List<HeaderName> present = new ArrayList<>();
    for (HeaderName header : headers) {
      if (header != null) {
        present.add(header);
      }
    }
    return List.copyOf(present);
  }

  private static void rejectTwins(List<HeaderName> headers) {
    for (int i = 0; i < headers.size(); i++) {
      HeaderName header = headers.get(i);
      for (HeaderName earlier : headers.subList(0, i)) {
        if (earlier.equals(header)) {
          throw new IllegalArgumentException("is the header of two things: " + header);
        }
        if (earlier.hasAlias(header.name())) {
          throw new IllegalArgumentException(
              "is too similar to another header: some servers treat %s as %s"
                  .formatted(header, earlier));
        }
      }
    }
  }
}
