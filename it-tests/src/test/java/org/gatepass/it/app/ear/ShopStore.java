// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.enterprise.context.ApplicationScoped;

/** The callers of the WAR {@code shop}: only bob. */
@ApplicationScoped
public class ShopStore extends EarCallers {
  public ShopStore() {
    super("bob");
  }
}
