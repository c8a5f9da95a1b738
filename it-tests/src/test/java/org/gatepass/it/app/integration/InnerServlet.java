// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.integration;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;

/** The same servlet for the role user only. */
@WebServlet("/inner")
@ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
public class InnerServlet extends AskedServlet {}
