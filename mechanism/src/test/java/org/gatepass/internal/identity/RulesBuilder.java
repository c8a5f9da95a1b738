// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
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
  private @Nullable HeaderName idHeader;
  private @Nullable HeaderName secretHeader;
  private Charset charset = StandardCharsets.UTF_8;
  private HeaderEncoding encoding = HeaderEncoding.NONE;
  private CallerNameTransform transform = CallerNameTransform.none();
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

  public RulesBuilder id(HeaderName header) {
    idHeader = header;
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

  public RulesBuilder transform(String text) {
    transform = CallerNameTransform.parse(text);
    return this;
  }

  public IdentityHeaderRules build() {
    return new IdentityHeaderRules(
        callerHeader,
        groupsHeader,
        groupsSeparator,
        groupsRepeated,
        emailHeader,
        displayNameHeader,
        idHeader,
        charset,
        encoding);
  }

  /** The rules for names and groups. */
  public IdentityRules identityRules() {
    return new IdentityRules(callerNames, transform, groupsMapping, groupsSeparator);
  }

  /** A judge that trusts each peer and request; it watches the header of the secret too. */
  public HeaderJudge trusting() {
    return judge(new ProxyTrust(List.of(new Unchecked(secretHeader))));
  }

  /** A judge with this evidence. */
  public HeaderJudge judge(ProxyTrust trust) {
    return new HeaderJudge(trust, new IdentityHeaders(build()), identityRules());
  }

  private record Unchecked(@Nullable HeaderName header) implements EvidenceCheck {
    @Override
    public String kind() {
      return "UNCHECKED";
    }

    @Override
    public @Nullable Rejection missing(Peer peer, RequestHeaders headers) {
      return null;
    }

    @Override
    public List<String> headers() {
      return header == null ? List.of() : List.of(header.name());
    }
  }
}
