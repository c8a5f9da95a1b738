// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import java.util.Optional;
import org.gatepass.internal.session.CurrentRequest;
import org.gatepass.internal.settings.MechanismSettings;

/**
 * What the guard filter uses of an application that has the definition.
 *
 * @param settings the settings in force
 * @param receiver decides about requests
 * @param currentRequest the requests that are being served
 * @param admission authenticates requests where the server has no Jakarta Security
 */
public record Guarded(
    MechanismSettings settings,
    RequestReceiver receiver,
    CurrentRequest currentRequest,
    Optional<Admission> admission) {

  /** Finds it in the application of the current thread. */
  @FunctionalInterface
  public interface Source {
    /**
     * Finds it.
     *
     * @return empty for an application without the definition
     * @throws IllegalStateException while CDI does not run
     */
    Optional<Guarded> find();
  }
}
