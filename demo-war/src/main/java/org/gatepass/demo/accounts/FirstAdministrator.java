// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;

/**
 * The administrator who is there when nobody else is: local, with a password, and not to be entered
 * by header, so that a mistake in the proxy's settings locks nobody out.
 */
final class FirstAdministrator {
  private static final Logger LOG = System.getLogger(FirstAdministrator.class.getName());
  private static final String NAME = "admin";
  private static final String GROUP = "administrator";
  private static final int RANDOM_BYTES = 18;

  private FirstAdministrator() {}

  /** Creates it unless there is a local administrator already. */
  static void createIn(UserAccounts accounts) {
    if (accounts.countLocal(GROUP, "") > 0) {
      return;
    }
    if (accounts.find(NAME).isPresent()) {
      LOG.log(
          Level.WARNING,
          "There is no local administrator, and the name " + NAME + " is taken by another account");
      return;
    }
    UserAccount admin = new UserAccount(NAME);
    admin.setGroups(Set.of("user", GROUP));
    accounts.setPassword(
        admin,
        DemoSetting.ADMIN_PASSWORD
            .value()
            .or(DemoSetting.ADMIN_PASSWORD_FILE::textOfFile)
            .orElseGet(FirstAdministrator::newPasswordInFile)
            .toCharArray());
    accounts.create(admin);
    LOG.log(Level.INFO, "Created the first administrator, " + NAME);
  }

  private static String newPasswordInFile() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    try {
      // A temporary file is its owner's alone (mode 0600) and never one that was there before.
      Path file = Files.createTempFile("gatepass-demo-admin-password-", ".txt");
      Files.writeString(file, password + System.lineSeparator());
      LOG.log(Level.INFO, "The password of " + NAME + " is in " + file);
    } catch (IOException e) {
      throw new UncheckedIOException("The administrator's password could not be written", e);
    }
    return password;
  }
}
