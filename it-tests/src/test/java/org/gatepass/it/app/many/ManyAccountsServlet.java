// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.many;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Fills the demo's tables with accounts, each in two groups: those of a range of numbers. Also
 * measures the time of a query over all of them.
 */
@WebServlet("/fill")
public class ManyAccountsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String ACCOUNTS =
      """
      insert into gatepass_account
        (id, name, email, display_name, active, login_by_header, security_stamp, last_login, version)
      select 'id-' || x, 'person-' || lpad(x, 6, '0'),
        'person.' || x || '@department-' || mod(x, 97) || '.example.org',
        'Person Number ' || x || ' of the Large Department', mod(x, 10) <> 0, true,
        random_uuid(), timestamp '2026-01-01 00:00:00', 0
      from system_range(?, ?)""";

  private static final String GROUPS =
      """
      insert into gatepass_account_group (account_id, group_name)
      select 'id-' || x, name from system_range(?, ?), (values ('user'), ('crew')) as g(name)""";

  private static final String SCAN =
      """
      select count(*) from gatepass_account
      where lower(name) like ? or lower(display_name) like ? or lower(email) like ?""";

  @Resource transient DataSource dataSource;

  /** Reads each account once, and finds none: what a look into all of them costs at least. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    // Not the same twice: H2 repeats results.
    String pattern = "%none " + request.getParameter("time") + "%";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(SCAN)) {
      for (int i = 1; i <= 3; i++) {
        statement.setString(i, pattern);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        response.getWriter().print(rows.getLong(1));
      }
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    int from = Integer.parseInt(request.getParameter("from"));
    int to = Integer.parseInt(request.getParameter("to"));
    try (Connection connection = dataSource.getConnection()) {
      for (String sql : List.of(ACCOUNTS, GROUPS)) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setInt(1, from);
          statement.setInt(2, to);
          statement.executeUpdate();
        }
      }
    } catch (SQLException e) {
      throw new ServletException(e);
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
