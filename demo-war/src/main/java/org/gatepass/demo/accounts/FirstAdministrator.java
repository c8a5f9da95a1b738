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
import java.util.Optional;
import java.util.Set;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;

/**
 * The first administrator: a local account with a password and without header login. A mistake in
 * the proxy's settings does not lock this administrator out.
 */
final class FirstAdministrator {
  private static final Logger LOG = System.getLogger(FirstAdministrator.class.getName());
  private static final String NAME = "admin";
  private static final String GROUP = "administrator";
  private static final int RANDOM_BYTES = 18;

  private FirstAdministrator() {}

  /** Creates the first administrator, unless a local administrator exists. */
  static void createIn(UserAccounts accounts) {
    if (isThere(accounts)) {
      return;
    }
    if (accounts.find(NAME).isPresent()) {
      // Another node may have created the administrator since.
      if (!isThere(accounts)) {
        LOG.log(
            Level.WARNING,
            "There is no local administrator, and the name "
                + NAME
                + " is taken by another account");
      }
      return;
    }
    Optional<String> given =
        DemoSetting.ADMIN_PASSWORD.value().or(DemoSetting.ADMIN_PASSWORD_FILE::textOfFile);
    if (given.isPresent()) {
      create(accounts, given.get());
      return;
    }
    String password = newPassword();
    Path file = write(password);
    if (create(accounts, password)) {
      LOG.log(Level.INFO, "The password of " + NAME + " is in " + file);
    } else {
      delete(file);
    }
  }

  /** Creates the account, unless another node that starts at the same time has created it. */
  private static boolean create(UserAccounts accounts, String password) {
    UserAccount admin = new UserAccount(NAME);
    admin.setGroups(Set.of("user", GROUP));
    accounts.setPassword(admin, password.toCharArray());
    boolean created = accounts.createIfAbsent(admin);
    LOG.log(
        Level.INFO,
        created
            ? "Created the first administrator, " + NAME
            : "Another node has created the first administrator, " + NAME);
    return created;
  }

  private static boolean isThere(UserAccounts accounts) {
    return accounts.countLocal(GROUP, "") > 0;
  }

  private static String newPassword() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The file of an unused password could not be deleted", e);
    }
  }

  private static Path write(String password) {
    try {
      // A temporary file is readable by its owner only (mode 0600), and always a new one.
      Path file = Files.createTempFile("gatepass-demo-admin-password-", ".txt");
      Files.writeString(file, password + System.lineSeparator());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("The administrator's password could not be written", e);
    }
  }
}
