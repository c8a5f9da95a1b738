// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.answers;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;

/** The same page for callers of a group that has no members. */
@WebServlet("/protected-errors/*")
@ServletSecurity(@HttpConstraint(rolesAllowed = "administrator"))
public class ProtectedErrorPageServlet extends ErrorPageServlet {}
