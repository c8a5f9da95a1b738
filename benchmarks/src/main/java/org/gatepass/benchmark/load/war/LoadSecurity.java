// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/**
 * Believes this machine with a secret. What differs between the applications is in a file of
 * theirs: not every server has MicroProfile Config.
 */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    sharedSecretHeader = "X-Gateway-Secret",
    sharedSecrets = LoadSecurity.SECRET,
    door = "#{load.door}",
    staleness = "#{load.staleness}",
    persistentExpression = "#{load.persistent}",
    loginPaths = "#{load.loginPaths}")
@Named("load")
@ApplicationScoped
public class LoadSecurity {
  /** What the proxy proves itself with. It opens nothing but the applications of a measurement. */
  public static final String SECRET = "load-7f1c0b52e84d49a6-load-7f1c0b52e84d49a6";

  private final Properties settings = new Properties();

  /** For the container. */
  public LoadSecurity() {
    try (InputStream in = LoadSecurity.class.getResourceAsStream("/load.properties")) {
      settings.load(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The door.
   *
   * @return {@code MECHANISM} or {@code MODULE}
   */
  public String getDoor() {
    return settings.getProperty("door");
  }

  /**
   * How old what is remembered of an account may be.
   *
   * @return a duration
   */
  public String getStaleness() {
    return settings.getProperty("staleness");
  }

  /**
   * Whether the session remembers the caller.
   *
   * @return true if it does
   */
  public boolean isPersistent() {
    return Boolean.parseBoolean(settings.getProperty("persistent"));
  }

  /**
   * Where alone the header counts.
   *
   * @return paths; empty for all
   */
  public String getLoginPaths() {
    return settings.getProperty("loginPaths");
  }
}
