// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claims that describe the caller.
 *
 * @param callerName the claim with the caller name, a string
 * @param groups the claim with the groups, an array of strings or one string; null for none
 * @param groupsSeparator the character between groups in a string
 * @param email the claim with the e-mail address; null for none
 * @param displayName the claim with the display name; null for none
 * @param stableId the claim with the stable id, a string, which each token then must have; null for
 *     none
 */
public record ClaimPaths(
    ClaimPath callerName,
    @Nullable ClaimPath groups,
    char groupsSeparator,
    @Nullable ClaimPath email,
    @Nullable ClaimPath displayName,
    @Nullable ClaimPath stableId) {

  /**
   * Reads the groups. An element of an array is one group, also if it contains the separator;
   * elements that are no strings are left out.
   */
  List<String> groupsIn(Map<String, Object> claims) {
    Object value = groups == null ? null : groups.in(claims);
    Stream<String> elements = Stream.empty();
    if (value instanceof List<?> list) {
      elements = list.stream().filter(String.class::isInstance).map(String.class::cast);
    } else if (value instanceof String text) {
      elements = separated(text);
    }
    return elements.filter(group -> !group.isBlank()).toList();
  }

  private Stream<String> separated(String text) {
    Stream.Builder<String> elements = Stream.builder();
    int start = 0;
    for (int end = text.indexOf(groupsSeparator);
        end >= 0;
        end = text.indexOf(groupsSeparator, start)) {
      elements.add(text.substring(start, end).strip());
      start = end + 1;
    }
    return elements.add(text.substring(start).strip()).build();
  }

  /** Reads a claim that is a string; null if it is absent, empty or of another type. */
  static @Nullable String text(@Nullable ClaimPath path, Map<String, Object> claims) {
    return path != null && path.in(claims) instanceof String text && !text.isEmpty() ? text : null;
  }
}
