// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;

/** The same servlet for authenticated callers only. */
@WebServlet(name = "protected", urlPatterns = "/protected/*", asyncSupported = true)
@ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
public class ProtectedSessionServlet extends SessionServlet {}
