// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.source;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.assertion.internal.AssertionSettings;
import org.gatepass.assertion.internal.ClaimPath;
import org.gatepass.assertion.internal.ClaimPaths;
import org.gatepass.assertion.internal.Preset;
import org.gatepass.assertion.internal.TokenRules;
import org.gatepass.assertion.internal.keys.KeySource;
import org.gatepass.assertion.internal.keys.SignatureAlgorithm;
import org.gatepass.spi.ModuleSettings;
import org.jspecify.annotations.Nullable;

/** Reads the settings of signed assertions: a preset, and what differs from it. */
record AssertionSettingsReader(ModuleSettings values) {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
  private static final Duration KEYS_KEPT = Duration.ofHours(1);
  private static final char GROUPS_SEPARATOR = ',';
  private static final String SIGNER_HEADER = "signer";
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final Set<String> DOTS = Set.of(".", "..");

  /**
   * The settings; empty if none of them is set.
   *
   * @throws RuntimeException that stops the deployment, if a setting is invalid or missing
   */
  Optional<AssertionSettings> read() {
    if (Stream.of(AssertionSetting.values()).allMatch(setting -> values.value(setting).isEmpty())) {
      return Optional.empty();
    }
    Preset preset = parsed(AssertionSetting.PRESET, Preset::named).orElse(Preset.GENERIC);
    Preset.Defaults defaults = preset.defaults();
    String issuer =
        values
            .value(AssertionSetting.ISSUER)
            .or(() -> Optional.ofNullable(defaults.issuer()))
            .orElseThrow(
                () ->
                    values.missing(
                        AssertionSetting.ISSUER,
                        "an assertion is accepted only from a configured issuer"));
    return Optional.of(
        parse(
            AssertionSetting.HEADER,
            header ->
                new AssertionSettings(
                    header,
                    keys(preset, issuer),
                    duration(AssertionSetting.KEYS_KEPT).orElse(KEYS_KEPT),
                    rules(preset, issuer),
                    claims(defaults)),
            values.value(AssertionSetting.HEADER).orElse(defaults.header())));
  }

  /** The path at which the issuer ends logins; empty for none. */
  Optional<String> logoutPath() {
    return parsed(AssertionSetting.LOGOUT_PATH, AssertionSettingsReader::path);
  }

  /** The header with the subject of callers that plain headers name; empty for none. */
  Optional<String> subjectHeader() {
    return parsed(AssertionSetting.SUBJECT_HEADER, AssertionSettingsReader::header);
  }

  /** The header with the session id of callers that plain headers name; empty for none. */
  Optional<String> sessionIdHeader() {
    return parsed(AssertionSetting.SESSION_ID_HEADER, AssertionSettingsReader::header);
  }

  /** Whether plain headers name the caller, so that the module only ends logins. */
  boolean onlyEndsLogins() {
    Optional<AssertionSetting> header =
        Stream.of(AssertionSetting.SESSION_ID_HEADER, AssertionSetting.SUBJECT_HEADER)
            .filter(setting -> values.value(setting).isPresent())
            .findFirst();
    header.ifPresent(
        setting -> {
          if (values.value(AssertionSetting.HEADER).isPresent()) {
            throw values.violation(
                setting,
                "contradicts "
                    + values.name(AssertionSetting.HEADER)
                    + ": either the assertion or plain headers name the caller");
          }
          if (values.value(AssertionSetting.LOGOUT_PATH).isEmpty()) {
            throw values.missing(AssertionSetting.LOGOUT_PATH, values.name(setting) + " is");
          }
        });
    return header.isPresent();
  }

  private static String header(String text) {
    if (!HEADER.matcher(text).matches()) {
      throw new IllegalArgumentException("is not the name of a header");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static String path(String text) {
    if (!PATH.matcher(text).matches() || Stream.of(text.split("/", -1)).anyMatch(DOTS::contains)) {
      throw new IllegalArgumentException(
          "is not a path below the context root, of letters, digits, '-', '_', '.' and '~'");
    }
    return text;
  }

  private TokenRules rules(Preset preset, String issuer) {
    Preset.Defaults defaults = preset.defaults();
    String signer = signer(preset);
    Map<ClaimPath, String> requiredClaims =
        defaults.requiredClaims().entrySet().stream()
            .collect(
                Collectors.toMap(claim -> ClaimPath.parse(claim.getKey()), Map.Entry::getValue));
    Set<String> audiences = list(AssertionSetting.AUDIENCE);
    Set<String> authorizedParties = list(AssertionSetting.AUTHORIZED_PARTIES);
    if (audiences.isEmpty() && authorizedParties.isEmpty() && signer == null) {
      throw values.missing(
          AssertionSetting.AUDIENCE,
          values.name(AssertionSetting.AUTHORIZED_PARTIES)
              + " is not set either, and tokens of the issuer for other applications would be"
              + " accepted");
    }
    return parse(
        AssertionSetting.CLOCK_SKEW,
        text ->
            new TokenRules(
                issuer,
                audiences,
                authorizedParties,
                algorithms(defaults),
                types(defaults),
                requiredClaims,
                signer == null ? Map.of() : Map.of(SIGNER_HEADER, signer),
                Duration.parse(text),
                duration(AssertionSetting.MAX_AGE).orElse(null),
                defaults.padded()),
        duration(AssertionSetting.CLOCK_SKEW).orElse(CLOCK_SKEW).toString());
  }

  private @Nullable String signer(Preset preset) {
    String signer = values.value(AssertionSetting.SIGNER).orElse(null);
    if (preset == Preset.AWS_ALB && signer == null) {
      throw values.missing(
          AssertionSetting.SIGNER,
          "the tokens of an Application Load Balancer have no audience, and each one of AWS signs"
              + " with the same keys");
    }
    return signer;
  }

  private KeySource keys(Preset preset, String issuer) {
    Optional<KeySource> configured = parsed(AssertionSetting.KEYS, AssertionSettingsReader::keys);
    if (configured.isPresent()) {
      return configured.get();
    }
    Optional<KeySource> derived =
        parse(
            preset == Preset.AWS_ALB ? AssertionSetting.SIGNER : AssertionSetting.ISSUER,
            text -> preset.keys(issuer, signer(preset)),
            issuer);
    return derived.orElseThrow(
        () ->
            values.missing(
                AssertionSetting.KEYS,
                "the preset "
                    + preset.settingName()
                    + " does not contain the address of the issuer's keys"));
  }

  private static KeySource keys(String text) {
    if (text.startsWith("{") || text.startsWith("-----BEGIN ")) {
      return new KeySource.KeyText(text);
    }
    if (text.contains("://")) {
      return new KeySource.JwksAddress(URI.create(text));
    }
    Path file = Path.of(text);
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException(
          "is neither an address nor an absolute path nor a text with keys");
    }
    return new KeySource.KeyFile(file);
  }

  private Set<SignatureAlgorithm> algorithms(Preset.Defaults defaults) {
    return parsed(
            AssertionSetting.ALGORITHMS,
            text ->
                items(text)
                    .map(
                        name ->
                            SignatureAlgorithm.named(name)
                                .orElseThrow(
                                    () ->
                                        new IllegalArgumentException(
                                            "contains an algorithm that is not one of "
                                                + Stream.of(SignatureAlgorithm.values())
                                                    .map(Enum::name)
                                                    .collect(Collectors.joining(", ")))))
                    .collect(Collectors.toUnmodifiableSet()))
        .orElse(defaults.algorithms());
  }

  private Set<String> types(Preset.Defaults defaults) {
    Set<String> types = list(AssertionSetting.TYPES);
    return types.isEmpty() ? defaults.types() : types;
  }

  private ClaimPaths claims(Preset.Defaults defaults) {
    ClaimPath callerName =
        parse(
            AssertionSetting.CALLER_CLAIM,
            ClaimPath::parse,
            values.value(AssertionSetting.CALLER_CLAIM).orElse(defaults.callerName()));
    return new ClaimPaths(
        callerName,
        claim(AssertionSetting.GROUPS_CLAIM, defaults.groups()),
        GROUPS_SEPARATOR,
        claim(AssertionSetting.EMAIL_CLAIM, defaults.email()),
        claim(AssertionSetting.NAME_CLAIM, defaults.displayName()),
        claim(AssertionSetting.ID_CLAIM, null));
  }

  private @Nullable ClaimPath claim(AssertionSetting setting, @Nullable String preset) {
    return parsed(setting, ClaimPath::parse)
        .orElseGet(() -> preset == null ? null : ClaimPath.parse(preset));
  }

  private Optional<Duration> duration(AssertionSetting setting) {
    return parsed(
        setting,
        text -> {
          try {
            return Duration.parse(text);
          } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("is not an ISO 8601 duration", e);
          }
        });
  }

  private Set<String> list(AssertionSetting setting) {
    return values
        .value(setting)
        .map(text -> items(text).collect(Collectors.toUnmodifiableSet()))
        .orElse(Set.of());
  }

  private static Stream<String> items(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).filter(item -> !item.isEmpty());
  }

  private <T> Optional<T> parsed(AssertionSetting setting, Function<String, T> parser) {
    return values.value(setting).map(text -> parse(setting, parser, text));
  }

  private <T> T parse(AssertionSetting setting, Function<String, T> parser, String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException rule) {
      throw values.violation(setting, String.valueOf(rule.getMessage()));
    }
  }
}
