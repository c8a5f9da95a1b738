// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.server;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Empties the server's database when the application is undeployed, so that the next one starts
 * with no rows.
 */
@WebListener
public class LeavesNothing implements ServletContextListener {
  @Resource DataSource dataSource;

  /** For the container. */
  public LeavesNothing() {}

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP ALL OBJECTS");
    } catch (SQLException failure) {
      throw new IllegalStateException("The database keeps its tables", failure);
    }
  }
}
