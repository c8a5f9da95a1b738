// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import javax.sql.DataSource;
import org.gatepass.store.UserAccounts;

/** Creates tables, sample accounts and the first administrator when the application starts. */
@ApplicationScoped
public class StartUp {
  @Resource DataSource dataSource;

  /**
   * Not {@code @Inject}: a server of Jakarta EE 11 has a second bean, in addition to the
   * producer's.
   */
  @PersistenceUnit(unitName = "gatepass-demo")
  EntityManagerFactory entityManagers;

  @Inject UserAccounts accounts;

  /** Called by the container. */
  public StartUp() {}

  void start(@Observes @Initialized(ApplicationScoped.class) Object context) {
    Migrations.run(dataSource);
    ReadRetries.switchOff(entityManagers);
    if (DemoSetting.SAMPLE_ACCOUNTS.isTrue()) {
      SampleAccounts.createIn(accounts);
    }
    FirstAdministrator.createIn(accounts);
  }
}
