// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.own;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Runs the SQL of a test in the database; real applications have no such servlet. */
@WebServlet("/sql")
public class SqlServlet extends HttpServlet {
  @Resource DataSource dataSource;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      if (statement.execute(request.getParameter("sql"))) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            response.getWriter().println(rows.getString(1));
          }
        }
      } else {
        response.getWriter().println(statement.getUpdateCount());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
