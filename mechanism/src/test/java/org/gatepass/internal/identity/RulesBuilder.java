// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.HeaderName;
import org.jspecify.annotations.Nullable;

/**
 * Rules for tests. By default: no header but the caller's, UTF-8 without an encoding, standard
 * names of up to 150 characters, no groups, which commas would separate in one line.
 */
public final class RulesBuilder {
  /** Starts with the caller header. */
  public static RulesBuilder forCaller(HeaderName callerHeader) {
    return new RulesBuilder(callerHeader);
  }

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

  private RulesBuilder(HeaderName callerHeader) {
    this.callerHeader = callerHeader;
  }

  public RulesBuilder groups(HeaderName header, GroupsMapping mapping) {
    groupsHeader = header;
    groupsMapping = mapping;
    return this;
  }

  public RulesBuilder groupsSeparator(GroupsSeparator separator) {
    groupsSeparator = separator;
    return this;
  }

  public RulesBuilder repeatedGroups() {
    groupsRepeated = true;
    return this;
  }

  public RulesBuilder email(HeaderName header) {
    emailHeader = header;
    return this;
  }

  public RulesBuilder displayName(HeaderName header) {
    displayNameHeader = header;
    return this;
  }

  public RulesBuilder secret(HeaderName header) {
    secretHeader = header;
    return this;
  }

  public RulesBuilder text(Charset valuesCharset, HeaderEncoding valuesEncoding) {
    charset = valuesCharset;
    encoding = valuesEncoding;
    return this;
  }

  public RulesBuilder callerNames(CallerNameRule rule) {
    callerNames = rule;
    return this;
  }

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
