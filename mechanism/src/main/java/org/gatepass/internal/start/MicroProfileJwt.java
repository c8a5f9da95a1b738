// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.start;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Finds {@code @LoginConfig} of MicroProfile JWT in an application: with it, a server asks that
 * mechanism and not ours. Class files are read, not loaded, since servers hand such a class to no
 * portable extension unless it is a bean, and the annotation's type may be missing.
 */
final class MicroProfileJwt {
  private static final String ANNOTATION = "org.eclipse.microprofile.auth.LoginConfig";
  private static final String DESCRIPTOR = 'L' + ANNOTATION.replace('.', '/') + ';';
  private static final String TOMEE_FILTER = "mp-jwt-filter";
  private static final String CLASSES = "/WEB-INF/classes/";

  private MicroProfileJwt() {}

  /**
   * What stops the deployment; empty where the server lacks MicroProfile JWT, or the application
   * does not use it. Classes in jars are not read, which would take too long: WildFly and Payara
   * make a mechanism of the annotation, which {@code OtherMechanisms} finds, Open Liberty stops the
   * application itself, and TomEE adds a filter.
   */
  static Optional<String> problem(ServletContext application) {
    return isVisible()
        ? find(application, CLASSES)
            .map(MicroProfileJwt::nameOf)
            .or(() -> hasFilter(application) ? Optional.of("a class in a jar") : Optional.empty())
            .map(MicroProfileJwt::problem)
        : Optional.empty();
  }

  private static String nameOf(String classFile) {
    return classFile
        .substring(CLASSES.length(), classFile.length() - ".class".length())
        .replace('/', '.');
  }

  private static String problem(String place) {
    return "@RemoteUserAuthenticationMechanismDefinition: @LoginConfig of MicroProfile JWT is on "
        + place
        + ", and an application has one of the two: remove @LoginConfig, or put what takes tokens"
        + " into an application of its own";
  }

  /** Whether TomEE has added its filter, which it does for the annotation alone. */
  static boolean hasFilter(ServletContext application) {
    try {
      return application.getFilterRegistrations().containsKey(TOMEE_FILTER);
    } catch (UnsupportedOperationException restricted) {
      return false;
    }
  }

  private static boolean isVisible() {
    try {
      Class.forName(ANNOTATION, false, Thread.currentThread().getContextClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** The first class file below a folder that names the annotation. */
  static Optional<String> find(ServletContext application, String folder) {
    Set<String> paths = application.getResourcePaths(folder);
    if (paths == null) {
      return Optional.empty();
    }
    return paths.stream()
        .sorted()
        .flatMap(
            path ->
                path.endsWith("/")
                    ? find(application, path).stream()
                    : Optional.of(path)
                        .filter(file -> file.endsWith(".class") && names(application, file))
                        .stream())
        .findFirst();
  }

  private static boolean names(ServletContext application, String file) {
    try (InputStream in = application.getResourceAsStream(file)) {
      return in != null
          && new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(DESCRIPTOR);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
