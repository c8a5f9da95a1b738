// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Executes the statement that is the request's body in the server's default data source, and
 * answers with the first column of the result. Only for the measurement: no application has such a
 * servlet.
 */
@WebServlet("/sql")
public class SqlServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Where the accounts are. */
  @Resource(lookup = "java:comp/DefaultDataSource")
  transient DataSource dataSource;

  /** For the container. */
  public SqlServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String sql = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            response.getWriter().println(rows.getString(1));
          }
        }
      }
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }
}
