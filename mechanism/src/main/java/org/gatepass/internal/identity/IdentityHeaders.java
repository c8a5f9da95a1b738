// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderDecoder;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.MalformedHeaderException;
import org.gatepass.internal.header.OptionalWhitespace;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The reader of a trusted proxy's identity headers. Immutable and safe for use by many threads.
 *
 * <p>The caller header has at most one line. The reader removes blanks (SP and HTAB) at the ends of
 * a value, and treats an empty value or a placeholder as absent. It decodes a value once, and never
 * trims or splits the decoded text. The other headers are read only with a caller name. They may
 * have one line each, unless groups may be repeated.
 *
 * <p>The header with the stable id is as strict as the caller header: a request that names a caller
 * is malformed without an id.
 *
 * <p>Unusable values of the other headers do not reject the login. A groups line is a list (RFC
 * 9110, section 5.6.1): blanks around an element are not part of it, and empty elements are
 * skipped. A group that can't be decoded is left out. All groups are left out if the lines are too
 * long or contain too many.
 *
 * <p>Limits: 4,096 bytes for a value, 16,384 for all groups lines together; 1,000 groups.
 */
public final class IdentityHeaders implements IdentitySource {
  private static final int MAX_VALUE = 4_096;
  private static final int MAX_GROUPS_VALUE = 16_384;
  private static final int TOO_MANY = IdentityRules.MAX_GROUP_COUNT + 1;

  private static final ClaimedIdentity NO_CALLER = new ClaimedIdentity.None(null);
  private static final ClaimedIdentity PLACEHOLDER =
      new ClaimedIdentity.None(Rejection.PLACEHOLDER);

  private final IdentityHeaderRules rules;
  private final HeaderDecoder decoder;

  /**
   * Creates a reader.
   *
   * @param rules the headers and the rules for reading them
   */
  public IdentityHeaders(IdentityHeaderRules rules) {
    this.rules = rules;
    decoder = new HeaderDecoder(rules.charset(), rules.encoding());
  }

  @Override
  public String callerHeader() {
    return rules.callerHeader().name();
  }

  @Override
  public String header(ClaimedIdentity.Part part) {
    HeaderName header =
        switch (part) {
          case GROUPS -> rules.groupsHeader();
          case EMAIL -> rules.emailHeader();
          case DISPLAY_NAME -> rules.displayNameHeader();
          case STABLE_ID -> rules.idHeader();
        };
    return header == null ? callerHeader() : header.name();
  }

  @Override
  public List<String> headers() {
    return rules.headers().stream().map(HeaderName::name).toList();
  }

  @Override
  public boolean namesCaller(RequestHeaders headers) {
    return OptionalWhitespace.isNotAll(headers.values(callerHeader()));
  }

  @Override
  public ClaimedIdentity read(Peer peer, RequestHeaders headers) {
    try {
      String callerValue = onlyValue(headers, rules.callerHeader());
      if (callerValue.isEmpty()) {
        return NO_CALLER;
      }
      if (Placeholder.is(callerValue)) {
        return PLACEHOLDER;
      }
      ClaimedIdentity.Builder claimed =
          ClaimedIdentity.Named.caller(text(rules.callerHeader(), callerValue));
      LeftOut leftOut = new LeftOut(Set.of());
      return claimed
          .groups(groups(headers, leftOut))
          .email(optionalText(headers, rules.emailHeader(), leftOut))
          .displayName(optionalText(headers, rules.displayNameHeader(), leftOut))
          .stableId(stableId(headers, rules.idHeader()))
          .leftOut(leftOut.faults)
          .build();
    } catch (MalformedRequestException e) {
      return new ClaimedIdentity.Malformed(e.fault());
    }
  }

  /** The trimmed value of the only line of a header; empty if the request has no line of it. */
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

  /** The decoded value of a header that the login requires. */
  private String text(HeaderName header, String value) throws MalformedRequestException {
    try {
      return decoder.decode(noLongerThanAValue(value));
    } catch (MalformedHeaderException e) {
      throw new MalformedRequestException(header, e.reason());
    }
  }

  private @Nullable String stableId(RequestHeaders headers, @Nullable HeaderName header)
      throws MalformedRequestException {
    if (header == null) {
      return null;
    }
    String value = onlyValue(headers, header);
    if (isNone(value)) {
      throw new MalformedRequestException(header, Rejection.MISSING_ID);
    }
    return text(header, value);
  }

  private @Nullable String optionalText(
      RequestHeaders headers, @Nullable HeaderName header, LeftOut leftOut)
      throws MalformedRequestException {
    if (header == null) {
      return null;
    }
    String value = onlyValue(headers, header);
    if (isNone(value)) {
      return null;
    }
    try {
      return decoder.decode(noLongerThanAValue(value));
    } catch (MalformedHeaderException e) {
      leftOut.add(header.name(), e.reason());
      return null;
    }
  }

  private static String noLongerThanAValue(String value) throws MalformedHeaderException {
    if (value.length() > MAX_VALUE) {
      throw new MalformedHeaderException(Rejection.TOO_LONG);
    }
    return value;
  }

  private List<String> groups(RequestHeaders headers, LeftOut leftOut)
      throws MalformedRequestException {
    HeaderName header = rules.groupsHeader();
    if (header == null) {
      return List.of();
    }
    List<String> lines = groupsLines(headers, header);
    int length = 0;
    int count = 0;
    for (String line : lines) {
      length += line.length();
      count = length > MAX_GROUPS_VALUE ? TOO_MANY : count + countGroups(line);
      if (count > IdentityRules.MAX_GROUP_COUNT) {
        leftOut.add(header.name(), Rejection.TOO_LONG);
        return List.of();
      }
    }
    if (count == 0) {
      return List.of();
    }
    List<String> groups = new ArrayList<>(count);
    for (String line : lines) {
      addGroups(header, line, groups, leftOut);
    }
    return groups;
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

  private void addGroups(HeaderName header, String line, List<String> groups, LeftOut leftOut) {
    int start = 0;
    while (start <= line.length()) {
      int end = rules.groupsSeparator().endOfGroup(line, start);
      int first = OptionalWhitespace.skip(line, start, end);
      if (first < end) {
        try {
          groups.add(
              decoder.decode(line.substring(first, OptionalWhitespace.skipBack(line, first, end))));
        } catch (MalformedHeaderException e) {
          leftOut.add(header.name(), e.reason());
        }
      }
      start = end + 1;
    }
  }
}
