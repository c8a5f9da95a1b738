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
 * <pre>{@code
 * IdentityHeaderRules rules =
 *     IdentityHeaderRules.forCaller(HeaderName.parse("remote-user"))
 *         .groups(HeaderName.parse("remote-groups"), GroupsMapping.parse("staff=user"))
 *         .build();
 * }</pre>
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

  /**
   * Starts with the usual rules: no other header than the caller's; UTF-8 that nothing wraps;
   * standard names of up to 150 characters; no groups, which would be separated by commas in one
   * line.
   *
   * @param callerHeader the header with the caller name
   * @return a builder, for one thread
   */
  public static Builder forCaller(HeaderName callerHeader) {
    return new Builder(callerHeader);
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

  /** Collects rules that differ from the usual ones. For one thread. */
  public static final class Builder {
    private final HeaderName callerHeader;
    private @Nullable HeaderName groupsHeader;
    private GroupsSeparator groupsSeparator = GroupsSeparator.COMMA;
    private boolean groupsRepeated;
    private GroupsMapping groupsMapping = GroupsMapping.none();
    private @Nullable HeaderName emailHeader;
    private @Nullable HeaderName displayNameHeader;
    private @Nullable HeaderName secretHeader;
    private Charset charset = StandardCharsets.UTF_8;
    private HeaderEncoding encoding = HeaderEncoding.NONE;
    private CallerNameRule callerNames = CallerNameRule.standard(150);

    private Builder(HeaderName callerHeader) {
      this.callerHeader = callerHeader;
    }

    /**
     * Reads groups.
     *
     * @param header the header with the groups
     * @param mapping which of them count
     * @return this builder
     */
    public Builder groups(HeaderName header, GroupsMapping mapping) {
      groupsHeader = header;
      groupsMapping = mapping;
      return this;
    }

    /**
     * Separates groups by something else than a comma.
     *
     * @param separator the separator
     * @return this builder
     */
    public Builder groupsSeparator(GroupsSeparator separator) {
      groupsSeparator = separator;
      return this;
    }

    /**
     * Reads groups in as many lines as there are.
     *
     * @return this builder
     */
    public Builder repeatedGroups() {
      groupsRepeated = true;
      return this;
    }

    /**
     * Reads an e-mail address.
     *
     * @param header the header with the address
     * @return this builder
     */
    public Builder email(HeaderName header) {
      emailHeader = header;
      return this;
    }

    /**
     * Reads a display name.
     *
     * @param header the header with the name
     * @return this builder
     */
    public Builder displayName(HeaderName header) {
      displayNameHeader = header;
      return this;
    }

    /**
     * Knows the header of the shared secret.
     *
     * @param header the header with the secret
     * @return this builder
     */
    public Builder secret(HeaderName header) {
      secretHeader = header;
      return this;
    }

    /**
     * Reads values in another way.
     *
     * @param valuesCharset the character set: UTF-8, ISO-8859-1 or US-ASCII
     * @param valuesEncoding how text is wrapped
     * @return this builder
     */
    public Builder text(Charset valuesCharset, HeaderEncoding valuesEncoding) {
      charset = valuesCharset;
      encoding = valuesEncoding;
      return this;
    }

    /**
     * Takes other caller names.
     *
     * @param rule what a caller name may be
     * @return this builder
     */
    public Builder callerNames(CallerNameRule rule) {
      callerNames = rule;
      return this;
    }

    /**
     * Makes the rules.
     *
     * @return the rules
     * @throws IllegalArgumentException if they don't go together, as the record's constructor says
     */
    public IdentityHeaderRules build() {
      return new IdentityHeaderRules(
          callerHeader,
          groupsHeader,
          groupsSeparator,
          groupsRepeated,
          groupsMapping,
          emailHeader,
          displayNameHeader,
          secretHeader,
          charset,
          encoding,
          callerNames);
    }
  }
}
