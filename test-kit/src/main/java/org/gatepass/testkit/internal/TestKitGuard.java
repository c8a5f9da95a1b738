// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit.internal;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A portable extension that stops the start of an application with the test kit, unless the server
 * allows the kit. MicroProfile Config is not read, because a file of the application is one of its
 * sources.
 */
public class TestKitGuard implements Extension {
  static final String KEY = "gatepass.test-kit";
  static final String VARIABLE = "GATEPASS_TEST_KIT";

  private static final System.Logger LOG = System.getLogger(TestKitGuard.class.getName());

  /** For the container. */
  public TestKitGuard() {}

  void check(@Observes AfterDeploymentValidation validation) {
    Optional<String> problem = problem(System::getProperty, System::getenv);
    problem.map(DeploymentException::new).ifPresent(validation::addDeploymentProblem);
    if (problem.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          KEY + "=true: gatepass-test-kit is part of this application. Never in production");
    }
  }

  /** Why the application must not start, or empty. */
  static Optional<String> problem(
      Function<String, @Nullable String> property, Function<String, @Nullable String> variable) {
    String value =
        Stream.of(property.apply(KEY), variable.apply(VARIABLE))
            .filter(text -> text != null && !text.isBlank())
            .findFirst()
            .orElse("");
    return value.strip().equals("true")
        ? Optional.empty()
        : Optional.of(
            KEY
                + ": \""
                + value
                + "\" is not true, and gatepass-test-kit is part of this application. Remove the jar;"
                + " on a server for tests, set the system property "
                + KEY
                + "=true or the environment variable "
                + VARIABLE
                + "=true");
  }
}
