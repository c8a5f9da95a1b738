// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import org.gatepass.internal.cache.StaticFiles;
import org.gatepass.internal.store.LibraryVisibility;

/** The registration of the guard filter with the servlet container. */
public final class GuardRegistration {
  private static final String NAME = "org.gatepass.guard";

  private GuardRegistration() {}

  /**
   * Maps the guard to all requests and dispatches, before the filters of the application.
   *
   * @throws IllegalStateException if another copy of this library has registered a guard
   */
  public static void add(ServletContext context, Filter guard) {
    FilterRegistration.Dynamic registration = context.addFilter(NAME, guard);
    if (registration == null) {
      throw new IllegalStateException(
          EnterpriseArchive.unprotected("another copy of the jar has registered its filter"));
    }
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }

  /**
   * Maps a filter to all requests, after the filters of the application. It is not mapped to error
   * dispatches, so that an error page of the application runs for each request.
   */
  public static void addLast(ServletContext context, Filter last) {
    FilterRegistration.Dynamic registration = context.addFilter(StaticFiles.LAST_FILTER, last);
    if (registration != null) {
      registration.setAsyncSupported(true);
      registration.addMappingForUrlPatterns(
          EnumSet.complementOf(EnumSet.of(DispatcherType.ERROR)), true, "/*");
    }
  }

  /**
   * Stops the first request of an application that uses this library without a guard: Liberty calls
   * initializers of WEB-INF/lib only. The check happens at the first request, because CDI starts
   * before the initializers on some servers and without a servlet context on others.
   *
   * @throws DeploymentException if there is no guard
   */
  static void require(ServletContext context) {
    if (LibraryVisibility.isVisibleTo(context.getClassLoader())
        && context.getFilterRegistration(NAME) == null) {
      throw new DeploymentException(
          EnterpriseArchive.unprotected("the server has not registered its filter"));
    }
  }
}
