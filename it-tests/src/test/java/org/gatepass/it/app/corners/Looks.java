// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import java.security.Principal;
import org.gatepass.RemoteUserPrincipal;
import org.jspecify.annotations.Nullable;

/** What looks find. */
public final class Looks {
  private Looks() {}

  /** What a look finds; if it fails, an exclamation mark and the failure. */
  public static String attempt(Look look) {
    try {
      return look.look();
    } catch (Exception | LinkageError failure) {
      return "! " + failure;
    }
  }

  /**
   * Describes a caller by the name, {@code role} if the caller has a role, and {@code ours} if the
   * principal is Gatepass's, separated by blanks; without a principal the name is {@code -}.
   */
  public static String at(@Nullable Principal caller, boolean inRole) {
    return (caller == null ? "-" : caller.getName())
        + (inRole ? " role" : "")
        + (caller instanceof RemoteUserPrincipal ? " ours" : "");
  }
}
