// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.openimis;

import jakarta.persistence.PersistenceUnit;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/**
 * Declares the unit under a name of the application: {@code java:comp/env/persistence/openimis}.
 */
@PersistenceUnit(name = "persistence/openimis", unitName = "core")
@WebServlet("/nothing")
public class UnitReference extends HttpServlet {}
