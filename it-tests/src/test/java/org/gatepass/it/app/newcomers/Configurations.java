// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.newcomers;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.AccountConfigurer;
import org.gatepass.store.AccountCreated;
import org.gatepass.store.UserAccount;

/** The application's hook, which records its calls and acts by the caller name. */
@ApplicationScoped
public class Configurations implements AccountConfigurer {
  private final Map<String, List<String>> kept = new ConcurrentHashMap<>();

  @Resource DataSource dataSource;

  @Override
  public void configure(UserAccount account, RemoteUserCredential credential, boolean created) {
    keep(account.getName(), created ? "configured new" : "configured");
    if (account.getName().startsWith("faulty")) {
      throw new IllegalStateException("no department for " + account.getName());
    }
    if (credential.email().filter(email -> email.endsWith("@staff.example")).isPresent()) {
      Set<String> groups = new HashSet<>(account.getGroups());
      groups.add("staff");
      account.setGroups(groups);
    }
    if (account.getName().startsWith("barred")) {
      account.setActive(false);
    }
    if (account.getName().startsWith("raced") && created) {
      insertAsAnotherNodeDoes(account.getName());
    }
  }

  void note(@Observes AccountCreated created) {
    keep(created.callerName(), "created");
  }

  List<String> of(String name) {
    return kept.getOrDefault(name, List.of());
  }

  private void keep(String name, String what) {
    kept.computeIfAbsent(name, key -> new ArrayList<>()).add(what);
  }

  private void insertAsAnotherNodeDoes(String name) {
    Thread node =
        new Thread(
            () -> {
              try (Connection connection = dataSource.getConnection();
                  PreparedStatement insert =
                      connection.prepareStatement(
                          "insert into gatepass_account (id, name, display_name, active,"
                              + " login_by_header, security_stamp, version)"
                              + " values (random_uuid(), ?, 'by another node', true, true, 's', 1)")) {
                insert.setString(1, name);
                insert.executeUpdate();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    node.start();
    try {
      node.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
