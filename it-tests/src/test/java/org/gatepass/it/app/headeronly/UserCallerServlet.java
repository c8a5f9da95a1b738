// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.headeronly;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;

/** The same servlet for callers of the group {@code user}. */
@WebServlet("/users")
@ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
public class UserCallerServlet extends CallerServlet {}
