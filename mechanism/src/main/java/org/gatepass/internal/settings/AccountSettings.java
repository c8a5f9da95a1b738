// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.gatepass.AccountOptions;

/**
 * The settings about accounts and their groups. Immutable.
 *
 * @param options what stores do about unknown and inactive callers
 * @param groupsMaxAge how long groups are cached that a store gave apart from a validation
 */
public record AccountSettings(AccountOptions options, Duration groupsMaxAge) {

  static AccountSettings read(SettingTexts texts, List<String> warnings) {
    return new AccountSettings(options(texts, warnings), texts.required(Keys.GROUPS_MAX_AGE));
  }

  private static AccountOptions options(SettingTexts texts, List<String> warnings) {
    boolean allowInactive = texts.required(Keys.ALLOW_INACTIVE_CALLERS);
    if (allowInactive) {
      warnings.add(
          texts.name(Keys.ALLOW_INACTIVE_CALLERS)
              + ": is true, so that deactivating an account does not prevent header logins");
    }
    return new AccountOptions(
        texts.required(Keys.CREATE_UNKNOWN_CALLERS),
        texts.required(Keys.CREATE_PER_MINUTE),
        allowInactive,
        texts.required(Keys.STALENESS),
        texts.required(Keys.PASSWORD_COST),
        defaultGroups(texts));
  }

  private static Set<String> defaultGroups(SettingTexts texts) {
    List<String> groups = texts.value(Keys.DEFAULT_GROUPS).orElse(List.of());
    if (!groups.isEmpty() && !texts.required(Keys.CREATE_UNKNOWN_CALLERS)) {
      throw texts.violation(
          Keys.DEFAULT_GROUPS,
          String.join(", ", groups),
          "has no effect without " + texts.name(Keys.CREATE_UNKNOWN_CALLERS));
    }
    return Set.copyOf(groups);
  }
}
