// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.gatepass.internal.settings.SettingKey.Care;
import org.jspecify.annotations.Nullable;

/**
 * The configuration outside of the application: system properties, the environment, and
 * MicroProfile Config if the server supports it. The first two are read directly, because
 * MicroProfile Config may compute environment names with the default locale. Payara Micro 6.2025.10
 * does, and with a Turkish locale it loses each key with an i.
 *
 * @param systemProperty returns the value of a system property, or null
 * @param environment returns the value of an environment variable, or null
 * @param microProfile returns the value of a key in MicroProfile Config, or null
 * @param propertyNames the names of the existing system properties
 * @param environmentNames the names of the existing environment variables
 */
record ExternalConfiguration(
    Function<String, @Nullable String> systemProperty,
    Function<String, @Nullable String> environment,
    Function<SettingKey<?>, @Nullable String> microProfile,
    Set<String> propertyNames,
    Set<String> environmentNames) {

  /** The source of a setting's value. */
  enum Origin {
    SYSTEM_PROPERTY("system property"),
    ENVIRONMENT("environment"),
    MICROPROFILE_CONFIG("MicroProfile Config"),
    DEFINITION("annotation");

    private final String text;

    Origin(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A value and its source. */
  record Found(String text, Origin origin) {}

  static ExternalConfiguration ofThisProcess() {
    Set<String> propertyNames = new HashSet<>(System.getProperties().stringPropertyNames());
    Function<SettingKey<?>, @Nullable String> microProfile;
    // In addition to GATEPASS_TRUSTED_PROXIES, WildFly lists it as gatepass.trusted.proxies.
    try {
      microProfile = MicroProfile.reader();
      MicroProfile.propertyNames().stream()
          .filter(name -> System.getenv(UnknownKeys.environmentName(name)) == null)
          .forEach(propertyNames::add);
    } catch (LinkageError | IllegalStateException absent) {
      // The server does not support MicroProfile Config, or not for this application.
      microProfile = key -> null;
    }
    return new ExternalConfiguration(
        System::getProperty, System::getenv, microProfile, propertyNames, System.getenv().keySet());
  }

  /** The value of a key. A blank value counts as absent. */
  Optional<Found> find(SettingKey<?> key) {
    Optional<Found> found = found(systemProperty.apply(key.name()), Origin.SYSTEM_PROPERTY);
    if (found.isEmpty()) {
      found = found(environment.apply(key.environmentName()), Origin.ENVIRONMENT);
    }
    if (found.isEmpty()) {
      found = found(environment.apply(key.name()), Origin.ENVIRONMENT);
    }
    return found.isPresent() ? found : found(microProfile.apply(key), Origin.MICROPROFILE_CONFIG);
  }

  private static Optional<Found> found(@Nullable String text, Origin origin) {
    return text == null || text.isBlank()
        ? Optional.empty()
        : Optional.of(new Found(text.strip(), origin));
  }

  /** A separate class, so that servers without MicroProfile Config do not load its types. */
  private static final class MicroProfile {
    static Function<SettingKey<?>, @Nullable String> reader() {
      Config config = ConfigProvider.getConfig();
      return key -> {
        ConfigValue value = config.getConfigValue(key.name());
        // Expansion turns a${b}c into ac.
        return key.care() == Care.NONE ? value.getValue() : value.getRawValue();
      };
    }

    static Set<String> propertyNames() {
      Set<String> names = new HashSet<>();
      ConfigProvider.getConfig().getPropertyNames().forEach(names::add);
      return names;
    }
  }
}
