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
 * The configuration outside the application: system properties, the environment, and MicroProfile
 * Config where the server has it. The first two are asked directly, since MicroProfile Config may
 * compute environment names with the default locale (Payara Micro 6.2025.10 does, and in a Turkish
 * one loses each key with an i).
 *
 * @param systemProperty gives a system property's value or null
 * @param environment gives an environment variable's value or null
 * @param microProfile gives a key's value in MicroProfile Config or null
 * @param propertyNames the names of the properties that there are
 * @param environmentNames the names of the environment variables that there are
 */
record ExternalConfiguration(
    Function<String, @Nullable String> systemProperty,
    Function<String, @Nullable String> environment,
    Function<SettingKey<?>, @Nullable String> microProfile,
    Set<String> propertyNames,
    Set<String> environmentNames) {

  /** A value and where it was found. */
  record Found(String text, Origin origin) {}

  static ExternalConfiguration ofThisProcess() {
    Set<String> propertyNames = new HashSet<>(System.getProperties().stringPropertyNames());
    Function<SettingKey<?>, @Nullable String> microProfile;
    // WildFly lists gatepass.trusted.proxies beside GATEPASS_TRUSTED_PROXIES, which is that
    // variable.
    try {
      microProfile = MicroProfile.reader();
      MicroProfile.propertyNames().stream()
          .filter(name -> System.getenv(UnknownKeys.environmentName(name)) == null)
          .forEach(propertyNames::add);
    } catch (LinkageError | IllegalStateException absent) {
      // The server has no MicroProfile Config, or none for this application.
      microProfile = key -> null;
    }
    return new ExternalConfiguration(
        System::getProperty, System::getenv, microProfile, propertyNames, System.getenv().keySet());
  }

  /** The value of a key: a blank one counts as none. */
  Optional<Found> find(SettingKey<?> key) {
    return found(systemProperty.apply(key.name()), Origin.SYSTEM_PROPERTY)
        .or(() -> found(environment.apply(key.environmentName()), Origin.ENVIRONMENT))
        .or(() -> found(environment.apply(key.name()), Origin.ENVIRONMENT))
        .or(() -> found(microProfile.apply(key), Origin.MICROPROFILE_CONFIG));
  }

  private static Optional<Found> found(@Nullable String text, Origin origin) {
    return text == null || text.isBlank()
        ? Optional.empty()
        : Optional.of(new Found(text.strip(), origin));
  }

  /** A class of its own, so that nothing links to MicroProfile Config where it is absent. */
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
