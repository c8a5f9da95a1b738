// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.enterprise.context.ApplicationScoped;

/** The callers of the WAR {@code staff}: only alice. */
@ApplicationScoped
public class StaffStore extends EarCallers {
  public StaffStore() {
    super("alice");
  }
}
