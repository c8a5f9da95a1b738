// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

/**
 * Distinguishes the classes of the application from the server's, which cannot access this library.
 */
public final class LibraryVisibility {
  private LibraryVisibility() {}

  /**
   * Whether classes of a class loader can access this library.
   *
   * @param loader the class loader
   * @return whether the class loader finds this library's classes
   */
  public static boolean isVisibleTo(ClassLoader loader) {
    try {
      return Class.forName(LibraryVisibility.class.getName(), false, loader)
          == LibraryVisibility.class;
    } catch (ClassNotFoundException | LinkageError unseen) {
      return false;
    }
  }

  /**
   * Whether a type belongs to another WAR of the EAR, whose beans Liberty exposes to this WAR's
   * extension: its class loader is of the same kind as this library's, which cannot load the type.
   *
   * @param type the type
   * @return whether it belongs to another WAR
   */
  public static boolean isOfAnotherWar(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    ClassLoader own = LibraryVisibility.class.getClassLoader();
    if (loader == null || loader == own || loader.getClass() != own.getClass()) {
      return false;
    }
    try {
      return Class.forName(type.getName(), false, own) != type;
    } catch (ClassNotFoundException | LinkageError unseen) {
      return true;
    }
  }
}
