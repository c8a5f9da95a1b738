// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.settings.SettingKey.Care;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.IdentitySourceProvider;
import org.gatepass.spi.ModuleSetting;
import org.gatepass.spi.ModuleSettings;

/**
 * The modules of Gatepass that the application contains, with their settings. Immutable.
 *
 * @param providers the modules that may add a source of identity
 */
record Modules(List<IdentitySourceProvider> providers) {
  /** Copies the list. */
  Modules {
    providers = List.copyOf(providers);
  }

  /** The modules next to this library. */
  static Modules ofTheApplication() {
    List<IdentitySourceProvider> found = new ArrayList<>();
    for (IdentitySourceProvider provider :
        ServiceLoader.load(
            IdentitySourceProvider.class, IdentitySourceProvider.class.getClassLoader())) {
      found.add(provider);
    }
    return new Modules(found);
  }

  /** All keys: those of the table and those of the modules. */
  List<SettingKey<?>> keys() {
    List<SettingKey<?>> keys = new ArrayList<>(Keys.ALL);
    for (IdentitySourceProvider provider : providers) {
      for (ModuleSetting added : provider.settings()) {
        keys.add(key(added));
      }
    }
    return List.copyOf(keys);
  }

  /** The source of identity of the module that is configured; empty if none is configured. */
  Optional<Source> source(SettingTexts texts) {
    List<Source> sources = new ArrayList<>();
    for (IdentitySourceProvider provider : providers) {
      Optional<IdentitySource> source = provider.source(new Values(texts));
      if (source.isPresent()) {
        sources.add(new Source(provider.name(), source.get()));
      }
    }
    if (sources.size() > 1) {
      throw new SettingException(
          "gatepass: two modules are configured that name the caller: "
              + sources.stream().map(Source::module).toList());
    }
    return sources.stream().findFirst();
  }

  /** The source that reads the identity headers, with the extensions of the configured modules. */
  IdentitySource extended(IdentitySource identityHeaders, SettingTexts texts) {
    IdentitySource source = identityHeaders;
    for (IdentitySourceProvider provider : providers) {
      source = provider.extend(source, new Values(texts));
    }
    return source;
  }

  /** The name of a module that is configured to extend the identity headers; empty for none. */
  Optional<String> extending(IdentitySource identityHeaders, SettingTexts texts) {
    return providers.stream()
        .filter(
            provider ->
                !provider.extend(identityHeaders, new Values(texts)).equals(identityHeaders))
        .map(IdentitySourceProvider::name)
        .findFirst();
  }

  private static SettingKey<String> key(ModuleSetting setting) {
    return new SettingKey<>(
        SettingKey.DEFAULT_PREFIX + "." + setting.key(),
        Function.identity(),
        setting.example(),
        setting.isSecret() ? Care.SECRET : Care.VERBATIM,
        definition -> attribute(definition, setting.key()));
  }

  private static String attribute(
      RemoteUserAuthenticationMechanismDefinition definition, String key) {
    return Stream.of(definition.moduleSettings())
        .filter(setting -> setting.startsWith(key + "="))
        .map(setting -> setting.substring(key.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /**
   * Checks that each module setting of a definition has a key of a module.
   *
   * @throws SettingException if one has another form or another key
   */
  void checkNames(RemoteUserAuthenticationMechanismDefinition definition) {
    List<String> known = new ArrayList<>();
    for (IdentitySourceProvider provider : providers) {
      for (ModuleSetting setting : provider.settings()) {
        known.add(setting.key());
      }
    }
    Set<String> seen = new HashSet<>();
    for (String setting : definition.moduleSettings()) {
      String key = setting.split("=", 2)[0];
      if (setting.indexOf('=') < 0 || !known.contains(key) || !seen.add(key)) {
        throw new SettingException(
            "@RemoteUserAuthenticationMechanismDefinition.moduleSettings: \""
                + key
                + "\" is not key=value with the key of a module's setting, each once"
                + (known.isEmpty() ? ": the application contains no module" : ", one of " + known));
      }
    }
  }

  /**
   * A configured source of identity.
   *
   * @param module the name of its module
   * @param source the source
   */
  record Source(String module, IdentitySource source) {}

  private record Values(SettingTexts texts) implements ModuleSettings {
    @Override
    public Optional<String> value(ModuleSetting setting) {
      return texts.find(texts.keyOf(setting.key())).map(ExternalConfiguration.Found::text);
    }

    @Override
    public String name(ModuleSetting setting) {
      return texts.name(texts.keyOf(setting.key()));
    }

    @Override
    public RuntimeException violation(ModuleSetting setting, String rule) {
      return texts.violation(texts.keyOf(setting.key()), value(setting).orElse(""), rule);
    }

    @Override
    public RuntimeException missing(ModuleSetting setting, String rule) {
      return texts.missing(texts.keyOf(setting.key()), rule);
    }
  }
}
