// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

/** Which classes belong to this library's application: the server's cannot use this library. */
public final class LibraryVisibility {
  private LibraryVisibility() {}

  /**
   * Whether classes of a loader can use this library.
   *
   * @param loader the class loader
   * @return whether the loader finds this library's own classes
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
   * Whether a type belongs to another WAR of the EAR, whose beans Liberty shows to this WAR's
   * extension: the class loader is of the same kind as this library's, which cannot load the type.
   *
   * @param type the type
   * @return whether it belongs to another WAR
   */
  public static boolean isOfAnotherWar(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    ClassLoader ours = LibraryVisibility.class.getClassLoader();
    if (loader == null || loader == ours || loader.getClass() != ours.getClass()) {
      return false;
    }
    try {
      return Class.forName(type.getName(), false, ours) != type;
    } catch (ClassNotFoundException | LinkageError unseen) {
      return true;
    }
  }
}
