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
 * In which headers a trusted proxy says who the caller is, and how they are read. Immutable and
 * safe for use by many threads.
 *
 * @param callerHeader the header with the caller name
 * @param groupsHeader the header with the groups, or null when none are read
 * @param groupsSeparator what stands between groups
 * @param groupsRepeated whether groups may stand in several lines
 * @param groupsMapping which groups count
 * @param emailHeader the header with the e-mail address, or null when none is read
 * @param displayNameHeader the header with the display name, or null when none is read
 * @param secretHeader the header with the shared secret, or null when there is none; here only its
 *     aliases and its mention in a {@code Connection} line matter
 * @param charset the character set of the values: UTF-8, ISO-8859-1 or US-ASCII
 * @param encoding how text is wrapped in the values
 * @param callerNames what a caller name may be
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
   * @throws IllegalArgumentException if two headers have one name or names that are aliases of each
   *     other, if the character set is none of those allowed, or if {@link HeaderEncoding#RFC2047}
   *     comes with another character set than UTF-8 or with blanks between groups; the message is
   *     the rule alone
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

  /** The headers that are configured, one after the other. */
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
              "is too like another header: some servers take %s for %s".formatted(header, earlier));
        }
      }
    }
  }
}
