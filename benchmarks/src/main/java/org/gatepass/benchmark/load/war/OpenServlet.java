// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.servlet.annotation.WebServlet;

/** A public servlet. */
@WebServlet("/who")
public class OpenServlet extends WhoServlet {
  private static final long serialVersionUID = 1;

  /** For the container. */
  public OpenServlet() {}
}
