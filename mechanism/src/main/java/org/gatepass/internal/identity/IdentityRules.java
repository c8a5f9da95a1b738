// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.gatepass.internal.header.OptionalWhitespace;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.IdentitySource;
import org.jspecify.annotations.Nullable;

/**
 * The rules for caller names, groups, e-mail addresses, display names and stable ids, alike for
 * each {@link IdentitySource}. Immutable and safe for use by many threads.
 *
 * <p>A caller name must have no blank of any kind at its ends and no control, invisible or
 * unassigned character, must be in normal form C, and must follow its rule. A stable id must be
 * such a text too, and is never changed. Other unusable values do not reject the login. Groups that
 * are not clean are left out, and all groups if there are too many. A display name is cleaned. An
 * e-mail address that is not clean is left out.
 *
 * <p>Limits: 254 characters for an e-mail address, 255 for a display name, a group and a stable id;
 * 1,000 groups.
 *
 * @param callerNames the rule for caller names
 * @param transform the change of the asserted name, before the rule's form applies
 * @param groupsMapping the mapping to the application's groups
 * @param groupsSeparator the separator that a group's name may contain only if the mapping names
 *     the group
 */
public record IdentityRules(
    CallerNameRule callerNames,
    CallerNameTransform transform,
    GroupsMapping groupsMapping,
    GroupsSeparator groupsSeparator) {
  static final int MAX_GROUP_COUNT = 1_000;

  private static final int MAX_EMAIL = 254;
  private static final int MAX_DISPLAY_NAME = 255;
  private static final int MAX_GROUP = 255;

  /** In Java characters, so that each database can store an id in 255 characters. */
  private static final int MAX_STABLE_ID = 255;

  /**
   * Applies the rules to the claim of a trusted request.
   *
   * @param claimed the claim
   * @param source the source of the claim
   * @return the assertion about the caller
   */
  Assertion apply(ClaimedIdentity.Named claimed, IdentitySource source) {
    String name;
    try {
      name = callerName(claimed.callerName());
    } catch (MalformedHeaderException malformed) {
      return new Assertion.Malformed(malformed.reason(), source.callerHeader());
    }
    String stableId = claimed.stableId();
    Rejection unfitId = stableId == null ? null : checkStableId(stableId);
    if (unfitId != null) {
      return new Assertion.Malformed(unfitId, source.header(ClaimedIdentity.Part.STABLE_ID));
    }
    LeftOut leftOut = new LeftOut(claimed.leftOut());
    return new Assertion.Asserted(
        name,
        groups(claimed, source, leftOut),
        email(claimed.email(), source, leftOut),
        displayName(claimed.displayName(), source, leftOut),
        stableId,
        leftOut.faults,
        claimed.issued());
  }

  /** The caller's name: the asserted one, after the transform. */
  private String callerName(String asserted) throws MalformedHeaderException {
    if (transform.isNone()) {
      throwIf(checkForm(asserted));
      return asserted;
    }
    throwIf(checkBeforeTransform(asserted));
    String name = transform.apply(asserted);
    if (name == null) {
      throw new MalformedHeaderException(Rejection.REALM_NOT_LISTED);
    }
    throwIf(checkForm(name));
    return name;
  }

  private static void throwIf(@Nullable Rejection reason) throws MalformedHeaderException {
    if (reason != null) {
      throw new MalformedHeaderException(reason);
    }
  }

  private Set<String> groups(
      ClaimedIdentity.Named claimed, IdentitySource source, LeftOut leftOut) {
    List<String> names = claimed.groups();
    if (names.isEmpty()) {
      return Set.of();
    }
    if (names.size() > MAX_GROUP_COUNT) {
      leftOut.add(source.header(ClaimedIdentity.Part.GROUPS), Rejection.TOO_LONG);
      return Set.of();
    }
    Set<String> groups = new HashSet<>();
    for (String name : names) {
      Rejection reason = checkText(name, MAX_GROUP);
      if (reason == null) {
        groups.addAll(mapped(name));
      } else {
        leftOut.add(source.header(ClaimedIdentity.Part.GROUPS), reason);
      }
    }
    return Set.of(groups.toArray(new String[0])); // cheaper than Set.copyOf
  }

  /** The application's names of a group; empty for an ignored group. */
  private Set<String> mapped(String group) {
    // Code that splits such a name later would get two groups. So the name is accepted only if the
    // operator's mapping contains it.
    boolean splittable = groupsSeparator.isIn(group);
    return splittable && groupsMapping.isIdentity() ? Set.of() : groupsMapping.map(group);
  }

  private static @Nullable String email(
      @Nullable String claimed, IdentitySource source, LeftOut leftOut) {
    if (claimed == null) {
      return null;
    }
    Rejection reason = checkText(claimed, MAX_EMAIL);
    if (reason == null && CleanText.hasBlank(claimed)) {
      reason = Rejection.UNCLEAN_VALUE;
    }
    if (reason != null) {
      leftOut.add(source.header(ClaimedIdentity.Part.EMAIL), reason);
      return null;
    }
    return claimed;
  }

  private static @Nullable String displayName(
      @Nullable String claimed, IdentitySource source, LeftOut leftOut) {
    if (claimed == null) {
      return null;
    }
    String cleaned = CleanText.cleaned(claimed);
    Rejection reason =
        cleaned.isEmpty() ? Rejection.UNCLEAN_VALUE : checkLength(cleaned, MAX_DISPLAY_NAME);
    if (reason != null) {
      leftOut.add(source.header(ClaimedIdentity.Part.DISPLAY_NAME), reason);
      return null;
    }
    return cleaned;
  }

  /** Rejects an encoded placeholder, which all people without an id would share. */
  private static @Nullable Rejection checkStableId(String id) {
    if (Placeholder.is(id)) {
      return Rejection.PLACEHOLDER;
    }
    if (!CleanText.isClean(id)) {
      return Rejection.UNCLEAN_VALUE;
    }
    return id.length() > MAX_STABLE_ID ? Rejection.TOO_LONG : null;
  }

  private static @Nullable Rejection checkText(String text, int maxLength) {
    return CleanText.isClean(text) ? checkLength(text, maxLength) : Rejection.UNCLEAN_VALUE;
  }

  private static @Nullable Rejection checkLength(String text, int maxLength) {
    return text.codePointCount(0, text.length()) > maxLength ? Rejection.TOO_LONG : null;
  }

  /** Checks whether a name may be the result of an assertion. */
  @Nullable Rejection checkCallerName(String name) {
    Rejection reason = checkForm(name);
    return reason == null && !transform.mayGive(name) ? Rejection.UNFIT_NAME : reason;
  }

  private @Nullable Rejection checkForm(String name) {
    if (Placeholder.is(name)) {
      return Rejection.PLACEHOLDER;
    }
    return CleanText.isClean(name) ? callerNames.check(name) : Rejection.UNCLEAN_VALUE;
  }

  /** All rules but that for the form of a name. */
  private @Nullable Rejection checkBeforeTransform(String name) {
    if (Placeholder.is(name)) {
      return Rejection.PLACEHOLDER;
    }
    return CleanText.isClean(name) ? callerNames.checkAllButForm(name) : Rejection.UNCLEAN_VALUE;
  }

  /** Checks the result of a {@link org.gatepass.CallerNameNormalizer}, which may be null. */
  @Nullable Rejection checkNormalizedName(@Nullable String name) {
    if (name == null || OptionalWhitespace.isAll(name) || Placeholder.is(name)) {
      return Rejection.UNFIT_NAME;
    }
    return CleanText.isClean(name) ? callerNames.checkNormalized(name) : Rejection.UNCLEAN_VALUE;
  }
}
