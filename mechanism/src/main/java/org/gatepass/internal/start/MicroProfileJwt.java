// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.start;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Finds {@code @LoginConfig} of MicroProfile JWT in an application: with it, a server calls that
 * mechanism instead of Gatepass. It reads class files without loading them, because servers pass
 * such a class to portable extensions only if it is a bean, and the annotation's type may be
 * missing.
 */
final class MicroProfileJwt {
  private static final String ANNOTATION = "org.eclipse.microprofile.auth.LoginConfig";
  private static final String DESCRIPTOR = 'L' + ANNOTATION.replace('.', '/') + ';';
  private static final String TOMEE_FILTER = "mp-jwt-filter";
  private static final String CLASSES = "/WEB-INF/classes/";

  private MicroProfileJwt() {}

  /**
   * The error that stops the deployment; empty if the server lacks MicroProfile JWT, or the
   * application does not use it. Classes in jars are not read, because that would take too long.
   * For those WildFly and Payara add a mechanism, which {@code OtherMechanisms} finds, Open Liberty
   * stops the application, and TomEE adds a filter.
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
        + ", and an application can use one of the two: remove @LoginConfig, or move the resources"
        + " for tokens to another application";
  }

  /** Whether TomEE has added its filter, which it adds only for the annotation. */
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

  /** The first class file below a folder that contains the annotation. */
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
