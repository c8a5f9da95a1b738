// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.source;

import org.gatepass.spi.ModuleSetting;

/** The settings of signed assertions. docs/how-to/signed-assertions.md describes them. */
enum AssertionSetting implements ModuleSetting {
  PRESET("preset", "keycloak"),
  HEADER("header", "x-id-token"),
  ISSUER("issuer", "https://id.example.org/realms/staff"),
  AUDIENCE("audience", "gatepass"),
  AUTHORIZED_PARTIES("authorized-parties", "gateway"),
  SIGNER(
      "signer",
      "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188"),
  KEYS("keys", "https://id.example.org/realms/staff/protocol/openid-connect/certs"),
  KEYS_KEPT("keys-kept", "PT1H"),
  ALGORITHMS("algorithms", "RS256, ES256"),
  TYPES("types", "at+jwt"),
  CALLER_CLAIM("caller-claim", "preferred_username"),
  GROUPS_CLAIM("groups-claim", "realm_access.roles"),
  EMAIL_CLAIM("email-claim", "email"),
  NAME_CLAIM("name-claim", "name"),
  ID_CLAIM("id-claim", "sub"),
  CLOCK_SKEW("clock-skew", "PT1M"),
  MAX_AGE("max-age", "PT10M"),
  LOGOUT_PATH("logout-path", "/backchannel-logout"),
  SUBJECT_HEADER("subject-header", "x-subject"),
  SESSION_ID_HEADER("session-id-header", "x-session-id");

  private final String key;
  private final String example;

  AssertionSetting(String name, String example) {
    this.key = "assertion." + name;
    this.example = example;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String example() {
    return example;
  }
}
