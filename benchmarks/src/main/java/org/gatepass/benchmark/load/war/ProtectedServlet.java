// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;

/** For users only; callers that are remembered log in at {@code /enter}. */
@WebServlet({"/who", "/enter"})
@ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
public class ProtectedServlet extends WhoServlet {
  private static final long serialVersionUID = 1;

  /** For the container. */
  public ProtectedServlet() {}
}
