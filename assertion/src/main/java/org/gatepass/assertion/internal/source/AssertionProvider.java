// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.source;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gatepass.assertion.internal.AssertionSettings;
import org.gatepass.assertion.internal.VerifiedAssertions;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.IdentitySourceProvider;
import org.gatepass.spi.ModuleSettings;

/** Adds the signed assertion to Gatepass, if one of its settings is set. */
public final class AssertionProvider implements IdentitySourceProvider {
  /** For the service loader. */
  public AssertionProvider() {}

  @Override
  public String name() {
    return "assertion";
  }

  @Override
  public List<AssertionSetting> settings() {
    return List.of(AssertionSetting.values());
  }

  @Override
  public Optional<IdentitySource> source(ModuleSettings values) {
    return new AssertionSettingsReader(values).read().map(settings -> source(values, settings));
  }

  private static IdentitySource source(ModuleSettings values, AssertionSettings settings) {
    try {
      return new AssertionSource(
          settings.header(),
          new VerifiedAssertions(settings, InstantSource.system(), System::nanoTime));
    } catch (IllegalArgumentException unusableFile) {
      throw values.violation(AssertionSetting.KEYS, String.valueOf(unusableFile.getMessage()));
    }
  }
}
