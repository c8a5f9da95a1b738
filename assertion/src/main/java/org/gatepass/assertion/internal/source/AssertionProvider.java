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
import org.gatepass.spi.signout.SignOutEndpoint;

/**
 * Adds the signed assertion to Gatepass, if one of its settings is set: as the source of the
 * caller, or only for logout tokens, where plain headers name the caller.
 */
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
    AssertionSettingsReader reader = new AssertionSettingsReader(values);
    return reader
        .read()
        .filter(settings -> !reader.onlyEndsLogins())
        .<IdentitySource>map(
            settings -> {
              VerifiedAssertions assertions = assertions(values, settings);
              return new AssertionSource(
                  settings.header(),
                  assertions,
                  reader.logoutPath().map(path -> endpoint(values, path, assertions)));
            });
  }

  @Override
  public IdentitySource extend(IdentitySource identityHeaders, ModuleSettings values) {
    AssertionSettingsReader reader = new AssertionSettingsReader(values);
    return reader
        .read()
        .filter(settings -> reader.onlyEndsLogins())
        .flatMap(
            settings ->
                reader
                    .logoutPath()
                    .<IdentitySource>map(
                        path ->
                            new HeaderSessions(
                                identityHeaders,
                                settings.rules().issuer(),
                                reader.subjectHeader(),
                                reader.sessionIdHeader(),
                                endpoint(values, path, assertions(values, settings)))))
        .orElse(identityHeaders);
  }

  private static VerifiedAssertions assertions(ModuleSettings values, AssertionSettings settings) {
    try {
      return new VerifiedAssertions(settings, InstantSource.system(), System::nanoTime);
    } catch (IllegalArgumentException unusableFile) {
      throw values.violation(AssertionSetting.KEYS, String.valueOf(unusableFile.getMessage()));
    }
  }

  private static SignOutEndpoint endpoint(
      ModuleSettings values, String path, VerifiedAssertions assertions) {
    try {
      return new LogoutEndpoint(path, assertions.logoutTokens());
    } catch (IllegalArgumentException withoutAudience) {
      throw values.violation(
          AssertionSetting.LOGOUT_PATH,
          "requires "
              + values.name(AssertionSetting.AUTHORIZED_PARTIES)
              + " or "
              + values.name(AssertionSetting.AUDIENCE)
              + ": a logout token is accepted only for a configured client");
    }
  }
}
