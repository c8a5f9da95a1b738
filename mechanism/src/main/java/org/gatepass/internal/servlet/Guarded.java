// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import java.util.Optional;
import org.gatepass.internal.session.CurrentRequest;
import org.gatepass.internal.settings.MechanismSettings;

/**
 * The parts of an application with the definition that the guard filter uses.
 *
 * @param settings the settings in force
 * @param receiver decides about requests
 * @param currentRequest the requests that threads are processing
 * @param admission authenticates requests on servers without Jakarta Security
 */
public record Guarded(
    MechanismSettings settings,
    RequestReceiver receiver,
    CurrentRequest currentRequest,
    Optional<Admission> admission) {

  /** Finds the parts of the current thread's application. */
  @FunctionalInterface
  public interface Source {
    /**
     * Finds the parts.
     *
     * @return the parts; empty for an application without the definition
     * @throws NoCdiException if CDI does not run yet
     * @throws IllegalStateException if the settings are not available; no request may be served
     */
    Optional<Guarded> find();
  }

  /** CDI does not run, so that it is unknown whether the application has the definition. */
  public static final class NoCdiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param cause the exception of CDI
     */
    public NoCdiException(IllegalStateException cause) {
      super(cause);
    }
  }
}
