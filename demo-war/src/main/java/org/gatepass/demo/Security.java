// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/**
 * How callers come into this application: by the header of a proxy that the environment names, else
 * by password. All the security there is to write.
 */
@RemoteUserAuthenticationMechanismDefinition(fallback = Fallback.FORM)
@ApplicationScoped
public class Security {
  /** For the container. */
  public Security() {}
}
