// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The identity headers of a well-known gateway. */
enum Preset {
  AUTHELIA("Remote-User", "Remote-Groups", ',', "Remote-Email", "Remote-Name"),
  /** As a proxy, not as an authentication server. It sends no display name. */
  OAUTH2_PROXY("X-Forwarded-User", "X-Forwarded-Groups", ',', "X-Forwarded-Email", ""),
  AUTHENTIK(
      "X-authentik-username", "X-authentik-groups", '|', "X-authentik-email", "X-authentik-name");

  private final String callerHeader;
  private final String groupsHeader;
  private final char groupsSeparator;
  private final String emailHeader;
  private final String nameHeader;

  Preset(
      String callerHeader,
      String groupsHeader,
      char groupsSeparator,
      String emailHeader,
      String nameHeader) {
    this.callerHeader = callerHeader;
    this.groupsHeader = groupsHeader;
    this.groupsSeparator = groupsSeparator;
    this.emailHeader = emailHeader;
    this.nameHeader = nameHeader;
  }

  /**
   * Finds the preset of a name such as {@code oauth2-proxy}.
   *
   * @throws IllegalArgumentException if no preset has this name
   */
  static Preset named(String name) {
    return Arrays.stream(values())
        .filter(preset -> preset.commandLineName().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--preset: \""
                        + name
                        + "\" is none of "
                        + Arrays.stream(values())
                            .map(Preset::commandLineName)
                            .collect(Collectors.joining(", "))));
  }

  private String commandLineName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  void applyTo(GatewaySettings.Builder builder) {
    builder
        .callerHeader(callerHeader)
        .groupsHeader(groupsHeader)
        .groupsSeparator(groupsSeparator)
        .emailHeader(emailHeader);
    if (!nameHeader.isEmpty()) {
      builder.nameHeader(nameHeader);
    }
  }
}
