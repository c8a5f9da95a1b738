// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The principal that CDI injects once, as into a field. It is looked up, so that the application
 * starts on servers without such a bean.
 */
@Named("principal")
@ApplicationScoped
public class PrincipalLook implements Look {
  @Inject Instance<Principal> principals;

  private @Nullable Principal injected;

  @Override
  public synchronized String look() {
    if (!principals.isResolvable()) {
      return CornerServlet.MISSING;
    }
    if (injected == null) {
      injected = principals.get();
    }
    return Looks.at(injected, false);
  }
}
