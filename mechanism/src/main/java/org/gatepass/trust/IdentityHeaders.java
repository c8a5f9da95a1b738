// SPDX-License-Identifier: Apache-2.0
package org.gatepass.trust;

import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatepass.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The reader of what a believed proxy says about the caller. Immutable and safe for use by many
 * threads.
 *
 * <p>First the lines are looked at: the caller header stands once, no configured header has an
 * alias beside it, and no {@code Connection} line names one. The last two hold even for a request
 * that names no caller. Then a value is read: blanks (SP and HTAB) at its ends are cut off; what is
 * empty then, or a placeholder, is no value; it is decoded once, and never trimmed or split again;
 * it has no blank of any kind at its ends, no control, invisible or unassigned character, and is in
 * normal form C; and it fits the rule for its header. The other headers are read only beside a
 * caller name that has passed.
 *
 * <p>Limits: 4,096 bytes for a value, 16,384 for all lines of groups together; 254 characters for
 * an e-mail address, 255 for a display name and for a group; 1,000 groups. Empty pieces of a groups
 * header, as in {@code a,,b}, are skipped. A piece that is blank only after decoding is malformed.
 */
public final class IdentityHeaders {
  private static final int GREATEST_VALUE = 4_096;
  private static final int GREATEST_GROUPS_VALUE = 16_384;
  private static final int GREATEST_EMAIL = 254;
  private static final int GREATEST_DISPLAY_NAME = 255;
  private static final int GREATEST_GROUP = 255;
  private static final int GREATEST_GROUP_COUNT = 1_000;

  private static final Assertion NOBODY = new Assertion.Absent(true, null);
  private static final Assertion PLACEHOLDER = new Assertion.Absent(true, Refusal.PLACEHOLDER);

  private final IdentityHeaderRules rules;
  private final HeaderDecoder decoder;
  private final List<HeaderName> headerNames;

  /**
   * Makes a reader.
   *
   * @param rules the headers and how they are read
   */
  public IdentityHeaders(IdentityHeaderRules rules) {
    this.rules = rules;
    decoder = new HeaderDecoder(rules.charset(), rules.encoding());
    headerNames = rules.headers();
  }

  IdentityHeaderRules rules() {
    return rules;
  }

  /** Whether any line of the caller header is not blank. */
  boolean namesCaller(RequestHeaders headers) {
    Enumeration<String> lines = headers.values(rules.callerHeader().name());
    while (lines.hasMoreElements()) {
      if (!OptionalWhitespace.isAll(lines.nextElement())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the headers of a request from a believed peer. Those of any other peer must not be read.
   *
   * @param headers the headers
   * @return what they say about the caller
   */
  public Assertion read(RequestHeaders headers) {
    try {
      String callerValue = onlyValue(headers, rules.callerHeader());
      refuseAliases(headers);
      refuseMentionInConnection(headers);
      if (callerValue.isEmpty()) {
        return NOBODY;
      }
      if (Placeholder.is(callerValue)) {
        return PLACEHOLDER;
      }
      return new Assertion.Asserted(
          callerName(callerValue), groups(headers), email(headers), displayName(headers));
    } catch (MalformedHeaderException e) {
      return new Assertion.Malformed(e.reason());
    }
  }

  /** Checks a caller name that comes from elsewhere than a header, and needs no decoding. */
  @Nullable Refusal checkCallerName(String name) {
    if (Placeholder.is(name)) {
      return Refusal.PLACEHOLDER;
    }
    return CleanText.isClean(name) ? rules.callerNames().check(name) : Refusal.UNCLEAN_VALUE;
  }

  /**
   * Checks what the application has made of an asserted caller name; null where that is nothing.
   */
  @Nullable Refusal checkNormalizedName(@Nullable String name) {
    if (name == null || OptionalWhitespace.isAll(name) || Placeholder.is(name)) {
      return Refusal.UNFIT_NAME;
    }
    return CleanText.isClean(name)
        ? rules.callerNames().checkNormalized(name)
        : Refusal.UNCLEAN_VALUE;
  }

  /** The trimmed value of the only line of a header; empty when there is none. */
  private static String onlyValue(RequestHeaders headers, HeaderName header)
      throws MalformedHeaderException {
    Enumeration<String> lines = headers.values(header.name());
    if (!lines.hasMoreElements()) {
      return "";
    }
    String line = lines.nextElement();
    if (lines.hasMoreElements()) {
      throw new MalformedHeaderException(Refusal.REPEATED_HEADER);
    }
    return OptionalWhitespace.trim(line);
  }

  private void refuseAliases(RequestHeaders headers) throws MalformedHeaderException {
    Enumeration<String> names = headers.names();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      for (HeaderName header : headerNames) {
        if (header.hasAlias(name) && headers.values(header.name()).hasMoreElements()) {
          throw new MalformedHeaderException(Refusal.ALIAS_HEADER);
        }
      }
    }
  }

  private void refuseMentionInConnection(RequestHeaders headers) throws MalformedHeaderException {
    Enumeration<String> lines = headers.values("connection");
    while (lines.hasMoreElements()) {
      String line = lines.nextElement();
      int start = 0;
      while (start <= line.length()) {
        int comma = line.indexOf(',', start);
        int end = comma < 0 ? line.length() : comma;
        refuseMention(line, start, end);
        start = end + 1;
      }
    }
  }

  private void refuseMention(String line, int start, int end) throws MalformedHeaderException {
    int first = OptionalWhitespace.skip(line, start, end);
    int afterLast = OptionalWhitespace.skipBack(line, first, end);
    for (HeaderName header : headerNames) {
      if (header.isAt(line, first, afterLast)) {
        throw new MalformedHeaderException(Refusal.HEADER_IN_CONNECTION);
      }
    }
  }

  private String callerName(String value) throws MalformedHeaderException {
    String name = text(value);
    Refusal reason = rules.callerNames().check(name);
    if (reason != null) {
      throw new MalformedHeaderException(reason);
    }
    return name;
  }

  private @Nullable String email(RequestHeaders headers) throws MalformedHeaderException {
    String email = optionalText(headers, rules.emailHeader(), GREATEST_EMAIL);
    if (email != null && CleanText.hasBlank(email)) {
      throw new MalformedHeaderException(Refusal.UNCLEAN_VALUE);
    }
    return email;
  }

  private @Nullable String displayName(RequestHeaders headers) throws MalformedHeaderException {
    return optionalText(headers, rules.displayNameHeader(), GREATEST_DISPLAY_NAME);
  }

  private @Nullable String optionalText(
      RequestHeaders headers, @Nullable HeaderName header, int maxLength)
      throws MalformedHeaderException {
    if (header == null) {
      return null;
    }
    String value = onlyValue(headers, header);
    if (value.isEmpty() || Placeholder.is(value)) {
      return null;
    }
    return noLonger(maxLength, text(value));
  }

  private String text(String value) throws MalformedHeaderException {
    if (value.length() > GREATEST_VALUE) {
      throw new MalformedHeaderException(Refusal.TOO_LONG);
    }
    return cleanText(value);
  }

  private String cleanText(String raw) throws MalformedHeaderException {
    String text = decoder.decode(raw);
    if (!CleanText.isClean(text)) {
      throw new MalformedHeaderException(Refusal.UNCLEAN_VALUE);
    }
    return text;
  }

  private static String noLonger(int maxLength, String text) throws MalformedHeaderException {
    if (text.codePointCount(0, text.length()) > maxLength) {
      throw new MalformedHeaderException(Refusal.TOO_LONG);
    }
    return text;
  }

  private Set<String> groups(RequestHeaders headers) throws MalformedHeaderException {
    HeaderName header = rules.groupsHeader();
    if (header == null) {
      return Set.of();
    }
    Set<String> groups = new HashSet<>();
    Enumeration<String> lines = headers.values(header.name());
    int length = 0;
    int count = 0;
    while (lines.hasMoreElements()) {
      String value = OptionalWhitespace.trim(lines.nextElement());
      if (lines.hasMoreElements() && !rules.groupsRepeated()) {
        throw new MalformedHeaderException(Refusal.REPEATED_HEADER);
      }
      length += value.length();
      if (length > GREATEST_GROUPS_VALUE) {
        throw new MalformedHeaderException(Refusal.TOO_LONG);
      }
      if (!Placeholder.is(value)) {
        count = addGroups(value, groups, count);
      }
    }
    return Set.of(groups.toArray(new String[0])); // cheaper than Set.copyOf
  }

  /** Adds what a line holds, and returns the number of groups that have been read by then. */
  private int addGroups(String value, Set<String> groups, int countBefore)
      throws MalformedHeaderException {
    int count = countBefore;
    int start = 0;
    while (start <= value.length()) {
      int separator = value.indexOf(rules.groupsSeparator(), start);
      int end = separator < 0 ? value.length() : separator;
      if (OptionalWhitespace.skip(value, start, end) < end) {
        count++;
        if (count > GREATEST_GROUP_COUNT) {
          throw new MalformedHeaderException(Refusal.TOO_LONG);
        }
        String group = group(value.substring(start, end));
        if (group != null) {
          groups.add(group);
        }
      }
      start = end + 1;
    }
    return count;
  }

  /** The application's name of a group, or null for one that doesn't count. */
  private @Nullable String group(String piece) throws MalformedHeaderException {
    String group = noLonger(GREATEST_GROUP, cleanText(piece));
    // A proxy cannot have meant it: it would have split it, had it not been wrapped.
    boolean holdsSeparator = group.indexOf(rules.groupsSeparator()) >= 0;
    return holdsSeparator ? null : rules.groupsMapping().map(group);
  }
}
