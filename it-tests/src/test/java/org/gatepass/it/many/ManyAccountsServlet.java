// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.many;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Fills the demo's tables with 100,000 accounts, each in two groups. */
@WebServlet("/fill")
public class ManyAccountsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Resource(lookup = "java:comp/DefaultDataSource")
  transient DataSource dataSource;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          insert into gatepass_account
            (id, name, email, display_name, active, login_by_header, security_stamp, last_login, version)
          select random_uuid(), 'person-' || lpad(x, 6, '0'),
            'person.' || x || '@department-' || mod(x, 97) || '.example.org',
            'Person Number ' || x || ' of the Large Department', mod(x, 10) <> 0, true,
            random_uuid(), timestamp '2026-01-01 00:00:00', 0
          from system_range(1, 100000)""");
      for (String group : new String[] {"user", "crew"}) {
        statement.executeUpdate(
            "insert into gatepass_account_group (account_id, group_name) select id, '"
                + group
                + "' from gatepass_account where name like 'person-%'");
      }
    } catch (SQLException e) {
      throw new ServletException(e);
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
