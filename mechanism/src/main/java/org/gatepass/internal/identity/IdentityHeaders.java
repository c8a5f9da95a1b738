// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderDecoder;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.MalformedHeaderException;
import org.gatepass.internal.header.OptionalWhitespace;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The reader of a trusted proxy's identity headers. Immutable and safe for use by many threads.
 *
 * <p>First it checks the header lines: the caller header has at most one line, no configured header
 * is accompanied by an alias, and no {@code Connection} line names a configured header. The last
 * two rules apply even to a request that names no caller. Then it reads the value: it removes
 * blanks (SP and HTAB) at the ends, and treats an empty value or a placeholder as absent. It
 * decodes a value once, and never trims or splits the decoded text. A caller name must have no
 * blank of any kind at its ends and no control, invisible or unassigned character, must be in
 * normal form C, and must follow its rule. The other headers are read only with a valid caller
 * name. They may have one line each, unless groups may be repeated.
 *
 * <p>Unusable values of the other headers do not reject the login. A groups line is a list (RFC
 * 9110, section 5.6.1): blanks around an element are not part of it, and empty elements are
 * skipped. A group that is not clean is left out. All groups are left out if the lines are too long
 * or contain too many. A display name is cleaned. An e-mail address that is not clean is left out.
 *
 * <p>Limits: 4,096 bytes for a value, 16,384 for all groups lines together; 254 characters for an
 * e-mail address, 255 for a display name and for a group; 1,000 groups.
 */
public final class IdentityHeaders {
  private static final int MAX_VALUE = 4_096;
  private static final int MAX_GROUPS_VALUE = 16_384;
  private static final int MAX_EMAIL = 254;
  private static final int MAX_DISPLAY_NAME = 255;
  private static final int MAX_GROUP = 255;
  private static final int MAX_GROUP_COUNT = 1_000;
  private static final int TOO_MANY = MAX_GROUP_COUNT + 1;

  private static final Assertion NO_CALLER = new Assertion.Absent(true, null);
  private static final Assertion PLACEHOLDER = new Assertion.Absent(true, Rejection.PLACEHOLDER);

  private final IdentityHeaderRules rules;
  private final HeaderDecoder decoder;
  private final List<HeaderName> headerNames;

  /**
   * Creates a reader.
   *
   * @param rules the headers and the rules for reading them
   */
  public IdentityHeaders(IdentityHeaderRules rules) {
    this.rules = rules;
    decoder = new HeaderDecoder(rules.charset(), rules.encoding());
    headerNames = rules.headers();
  }

  IdentityHeaderRules rules() {
    return rules;
  }

  /** Whether the caller header has a line that is not blank. */
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
   * Reads the headers of a request from a trusted peer. It must not be called for other peers.
   *
   * @param headers the headers
   * @return their assertion about the caller
   */
  public Assertion read(RequestHeaders headers) {
    try {
      String callerValue = onlyValue(headers, rules.callerHeader());
      rejectAliases(headers);
      rejectMentionInConnection(headers);
      if (callerValue.isEmpty()) {
        return NO_CALLER;
      }
      if (Placeholder.is(callerValue)) {
        return PLACEHOLDER;
      }
      String callerName = callerName(callerValue);
      LeftOut leftOut = new LeftOut();
      return new Assertion.Asserted(
          callerName,
          groups(headers, leftOut),
          email(headers, leftOut),
          displayName(headers, leftOut),
          leftOut.faults);
    } catch (MalformedRequestException e) {
      return new Assertion.Malformed(e.fault().reason(), e.fault().header());
    }
  }

  /** Checks a caller name that does not come from a header and needs no decoding. */
  @Nullable Rejection checkCallerName(String name) {
    if (Placeholder.is(name)) {
      return Rejection.PLACEHOLDER;
    }
    return CleanText.isClean(name) ? rules.callerNames().check(name) : Rejection.UNCLEAN_VALUE;
  }

  /** Checks the result of a {@link org.gatepass.CallerNameNormalizer}, which may be null. */
  @Nullable Rejection checkNormalizedName(@Nullable String name) {
    if (name == null || OptionalWhitespace.isAll(name) || Placeholder.is(name)) {
      return Rejection.UNFIT_NAME;
    }
    return CleanText.isClean(name)
        ? rules.callerNames().checkNormalized(name)
        : Rejection.UNCLEAN_VALUE;
  }

  /** The trimmed value of the only line of a header; empty if there is none. */
  private static String onlyValue(RequestHeaders headers, HeaderName header)
      throws MalformedRequestException {
    Enumeration<String> lines = headers.values(header.name());
    if (!lines.hasMoreElements()) {
      return "";
    }
    String line = lines.nextElement();
    if (lines.hasMoreElements()) {
      throw new MalformedRequestException(header, Rejection.REPEATED_HEADER);
    }
    return OptionalWhitespace.trim(line);
  }

  private void rejectAliases(RequestHeaders headers) throws MalformedRequestException {
    Enumeration<String> names = headers.names();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      for (HeaderName header : headerNames) {
        if (header.hasAlias(name) && headers.values(header.name()).hasMoreElements()) {
          throw new MalformedRequestException(header, Rejection.ALIAS_HEADER);
        }
      }
    }
  }

  private void rejectMentionInConnection(RequestHeaders headers) throws MalformedRequestException {
    Enumeration<String> lines = headers.values("connection");
    while (lines.hasMoreElements()) {
      String line = lines.nextElement();
      int start = 0;
      while (start <= line.length()) {
        int comma = line.indexOf(',', start);
        int end = comma < 0 ? line.length() : comma;
        rejectMention(line, start, end);
        start = end + 1;
      }
    }
  }

  private void rejectMention(String line, int start, int end) throws MalformedRequestException {
    int first = OptionalWhitespace.skip(line, start, end);
    int afterLast = OptionalWhitespace.skipBack(line, first, end);
    for (HeaderName header : headerNames) {
      if (header.isAt(line, first, afterLast)) {
        throw new MalformedRequestException(header, Rejection.HEADER_IN_CONNECTION);
      }
    }
  }

  private String callerName(String value) throws MalformedRequestException {
    try {
      String name = cleanText(noLongerThanAValue(value));
      Rejection reason = rules.callerNames().check(name);
      if (reason != null) {
        throw new MalformedHeaderException(reason);
      }
      return name;
    } catch (MalformedHeaderException e) {
      throw new MalformedRequestException(rules.callerHeader(), e.reason());
    }
  }

  private @Nullable String email(RequestHeaders headers, LeftOut leftOut)
      throws MalformedRequestException {
    return optionalText(headers, rules.emailHeader(), this::email, leftOut);
  }

  private String email(String value) throws MalformedHeaderException {
    String email = noLonger(MAX_EMAIL, cleanText(value));
    if (CleanText.hasBlank(email)) {
      throw new MalformedHeaderException(Rejection.UNCLEAN_VALUE);
    }
    return email;
  }

  private @Nullable String displayName(RequestHeaders headers, LeftOut leftOut)
      throws MalformedRequestException {
    return optionalText(headers, rules.displayNameHeader(), this::displayName, leftOut);
  }

  private String displayName(String value) throws MalformedHeaderException {
    String displayName = CleanText.cleaned(decoder.decode(value));
    if (displayName.isEmpty()) {
      throw new MalformedHeaderException(Rejection.UNCLEAN_VALUE);
    }
    return noLonger(MAX_DISPLAY_NAME, displayName);
  }

  private static @Nullable String optionalText(
      RequestHeaders headers, @Nullable HeaderName header, ValueReader reader, LeftOut leftOut)
      throws MalformedRequestException {
    if (header == null) {
      return null;
    }
    String value = onlyValue(headers, header);
    if (value.isEmpty() || Placeholder.is(value)) {
      return null;
    }
    try {
      return reader.read(noLongerThanAValue(value));
    } catch (MalformedHeaderException e) {
      leftOut.add(header, e.reason());
      return null;
    }
  }

  private static String noLongerThanAValue(String value) throws MalformedHeaderException {
    if (value.length() > MAX_VALUE) {
      throw new MalformedHeaderException(Rejection.TOO_LONG);
    }
    return value;
  }

  private String cleanText(String raw) throws MalformedHeaderException {
    String text = decoder.decode(raw);
    if (!CleanText.isClean(text)) {
      throw new MalformedHeaderException(Rejection.UNCLEAN_VALUE);
    }
    return text;
  }

  private static String noLonger(int maxLength, String text) throws MalformedHeaderException {
    if (text.codePointCount(0, text.length()) > maxLength) {
      throw new MalformedHeaderException(Rejection.TOO_LONG);
    }
    return text;
  }

  private Set<String> groups(RequestHeaders headers, LeftOut leftOut)
      throws MalformedRequestException {
    HeaderName header = rules.groupsHeader();
    if (header == null) {
      return Set.of();
    }
    List<String> lines = groupsLines(headers, header);
    if (lines.isEmpty()) {
      return Set.of();
    }
    Set<String> groups = new HashSet<>();
    int length = 0;
    int count = 0;
    for (String line : lines) {
      length += line.length();
      count = length > MAX_GROUPS_VALUE ? TOO_MANY : count + countGroups(line);
      if (count > MAX_GROUP_COUNT) {
        leftOut.add(header, Rejection.TOO_LONG);
        return Set.of();
      }
    }
    for (String line : lines) {
      addGroups(header, line, groups, leftOut);
    }
    return Set.of(groups.toArray(new String[0])); // cheaper than Set.copyOf
  }

  /** The trimmed lines, without empty lines and placeholders. */
  private List<String> groupsLines(RequestHeaders headers, HeaderName header)
      throws MalformedRequestException {
    if (!rules.groupsRepeated()) {
      String value = onlyValue(headers, header);
      return isNone(value) ? List.of() : List.of(value);
    }
    List<String> values = new ArrayList<>();
    Enumeration<String> lines = headers.values(header.name());
    while (lines.hasMoreElements()) {
      String value = OptionalWhitespace.trim(lines.nextElement());
      if (!isNone(value)) {
        values.add(value);
      }
    }
    return values;
  }

  private static boolean isNone(String value) {
    return value.isEmpty() || Placeholder.is(value);
  }

  private int countGroups(String line) {
    int count = 0;
    int start = 0;
    while (start <= line.length()) {
      int end = rules.groupsSeparator().endOfGroup(line, start);
      if (OptionalWhitespace.skip(line, start, end) < end) {
        count++;
      }
      start = end + 1;
    }
    return count;
  }

  private void addGroups(HeaderName header, String line, Set<String> groups, LeftOut leftOut) {
    int start = 0;
    while (start <= line.length()) {
      int end = rules.groupsSeparator().endOfGroup(line, start);
      int first = OptionalWhitespace.skip(line, start, end);
      if (first < end) {
        try {
          groups.addAll(
              group(line.substring(first, OptionalWhitespace.skipBack(line, first, end))));
        } catch (MalformedHeaderException e) {
          leftOut.add(header, e.reason());
        }
      }
      start = end + 1;
    }
  }

  /** The application's names of a group; empty for an ignored group. */
  private Set<String> group(String element) throws MalformedHeaderException {
    String group = noLonger(MAX_GROUP, cleanText(element));
    // Code that splits such a name later would get two groups. So the name is accepted only if the
    // operator's mapping contains it.
    boolean splittable = rules.groupsSeparator().isIn(group);
    return splittable && rules.groupsMapping().isIdentity()
        ? Set.of()
        : rules.groupsMapping().map(group);
  }

  /** Reads the value of one header. */
  private interface ValueReader {
    String read(String value) throws MalformedHeaderException;
  }

  /** Collects the unusable headers of one request. */
  private static final class LeftOut {
    private Set<HeaderFault> faults = Set.of();

    void add(HeaderName header, Rejection reason) {
      if (faults.isEmpty()) {
        faults = new HashSet<>();
      }
      faults.add(new HeaderFault(header, reason));
    }
  }
}
