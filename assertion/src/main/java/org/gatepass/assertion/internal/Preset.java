// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.gatepass.assertion.internal.keys.SignatureAlgorithm.ES256;
import static org.gatepass.assertion.internal.keys.SignatureAlgorithm.RS256;

import java.net.URI;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.assertion.internal.keys.KeySource;
import org.gatepass.assertion.internal.keys.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * The defaults of the settings for one product. A setting that a preset leaves open is required,
 * unless it is optional.
 */
public enum Preset {
  /** Cloudflare Access. Its keys are at an address below the issuer, the team's domain. */
  CLOUDFLARE_ACCESS(
      new Defaults(
          "Cf-Access-Jwt-Assertion",
          null,
          "%s/cdn-cgi/access/certs",
          EnumSet.of(RS256),
          Set.of("JWT"),
          Map.of("type", "app"),
          "email",
          null,
          "email",
          null,
          false)),
  /** Google Identity-Aware Proxy. */
  GOOGLE_IAP(
      new Defaults(
          "X-Goog-Iap-Jwt-Assertion",
          "https://cloud.google.com/iap",
          "https://www.gstatic.com/iap/verify/public_key-jwk",
          EnumSet.of(ES256),
          Set.of("JWT"),
          Map.of(),
          "email",
          null,
          "email",
          null,
          false)),
  /**
   * Application Load Balancers of AWS. The load balancer's ARN, the header {@code signer} of its
   * tokens, stands for an audience and contains the region of its keys.
   */
  AWS_ALB(
      new Defaults(
          "X-Amzn-Oidc-Data",
          null,
          null,
          EnumSet.of(ES256),
          Set.of("JWT"),
          Map.of(),
          "sub",
          null,
          "email",
          "name",
          true)),
  /** Pomerium. The issuer is the host of the route or its address; the keys are there. */
  POMERIUM(
      new Defaults(
          "X-Pomerium-Jwt-Assertion",
          null,
          "https://%s/.well-known/pomerium/jwks.json",
          EnumSet.of(ES256),
          Set.of("JWT"),
          Map.of(),
          "email",
          "groups",
          "email",
          "name",
          false)),
  /** Teleport. The issuer is the name of the cluster. */
  TELEPORT(
      new Defaults(
          "Teleport-Jwt-Assertion",
          null,
          null,
          EnumSet.of(RS256, ES256),
          Set.of("JWT"),
          Map.of(),
          "username",
          "roles",
          null,
          null,
          false)),
  /**
   * The OAuth2/OpenID provider of authentik with a signing key. Its proxy provider signs with a
   * shared key, which is unsupported. The issuer is the provider's address, which ends in a slash.
   */
  AUTHENTIK(
      new Defaults(
          "Authorization",
          null,
          "%s/jwks/",
          EnumSet.of(RS256, ES256),
          Set.of("JWT"),
          Map.of(),
          "preferred_username",
          "groups",
          "email",
          "name",
          false)),
  /** Access tokens of Keycloak. The issuer is the address of the realm. */
  KEYCLOAK(
      new Defaults(
          "Authorization",
          null,
          "%s/protocol/openid-connect/certs",
          EnumSet.of(RS256),
          Set.of("JWT", "at+jwt"),
          Map.of("typ", "Bearer"),
          "preferred_username",
          "groups",
          "email",
          "name",
          false)),
  /** Any other issuer. */
  GENERIC(
      new Defaults(
          "Authorization",
          null,
          null,
          EnumSet.of(RS256, ES256),
          Set.of("JWT", "at+jwt"),
          Map.of(),
          "sub",
          "groups",
          "email",
          "name",
          false));

  /** An ARN with its region. */
  private static final Pattern LOAD_BALANCER =
      Pattern.compile("arn:[^:]+:elasticloadbalancing:([^:]*):.*");

  @SuppressWarnings("ImmutableEnumChecker") // The record copies its sets.
  private final Defaults defaults;

  Preset(Defaults defaults) {
    this.defaults = defaults;
  }

  /**
   * The defaults of a preset.
   *
   * @param header the name of the header
   * @param issuer the claim {@code iss}; null where it depends on the installation
   * @param keys the address of the keys, with {@code %s} for the issuer without its last slash;
   *     null if settings must name it
   * @param algorithms the algorithms of signatures
   * @param types the values of the header {@code typ}
   * @param requiredClaims paths of claims with the strings that they must be
   * @param callerName the path of the claim with the caller name
   * @param groups the path of the claim with the groups; null if tokens of this product have none
   * @param email the path of the claim with the e-mail address; null if tokens of this product have
   *     none
   * @param displayName the path of the claim with the display name; null if tokens of this product
   *     have none
   * @param padded whether the parts of a token may end in padding
   */
  public record Defaults(
      String header,
      @Nullable String issuer,
      @Nullable String keys,
      Set<SignatureAlgorithm> algorithms,
      Set<String> types,
      Map<String, String> requiredClaims,
      String callerName,
      @Nullable String groups,
      @Nullable String email,
      @Nullable String displayName,
      boolean padded) {
    /** Copies the sets. */
    public Defaults {
      algorithms = Set.copyOf(algorithms);
      types = Set.copyOf(types);
      requiredClaims = Map.copyOf(requiredClaims);
    }
  }

  /**
   * Finds a preset by its name in the settings.
   *
   * @param name the name, such as {@code cloudflare-access}
   * @return the preset
   * @throws IllegalArgumentException if no preset has this name; the message lists all names
   */
  public static Preset named(String name) {
    return Stream.of(values())
        .filter(preset -> preset.settingName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + name
                        + "\" is not a preset: one of "
                        + Stream.of(values())
                            .map(Preset::settingName)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * The name in the settings.
   *
   * @return the name, such as {@code cloudflare-access}
   */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The defaults.
   *
   * @return the defaults
   */
  public Defaults defaults() {
    return defaults;
  }

  /**
   * The source of the keys that follows from other settings.
   *
   * @param issuer the issuer
   * @param signer the ARN of a load balancer of AWS, such as {@code
   *     arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188};
   *     null for none
   * @return the source; empty where settings must name one
   * @throws IllegalArgumentException if issuer or signer give no legal address
   */
  public Optional<KeySource> keys(String issuer, @Nullable String signer) {
    if (this == AWS_ALB && signer != null) {
      return Optional.of(KeySource.PemAddress.ofAwsRegion(region(signer)));
    }
    if (defaults.keys() == null) {
      return Optional.empty();
    }
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    if (this == POMERIUM && base.startsWith("https://")) {
      base = base.substring("https://".length());
    }
    return Optional.of(new KeySource.JwksAddress(URI.create(defaults.keys().replace("%s", base))));
  }

  private static String region(String arn) {
    Matcher loadBalancer = LOAD_BALANCER.matcher(arn);
    if (!loadBalancer.matches()) {
      throw new IllegalArgumentException(
          "\""
              + arn
              + "\" is not the ARN of a load balancer (example:"
              + " arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188)");
    }
    return loadBalancer.group(1);
  }
}
