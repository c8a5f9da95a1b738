// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.Slapd;
import org.gatepass.it.proxy.Apache;
import org.gatepass.it.proxy.LdapApache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/apache/ldap.conf}: Apache httpd checks the passwords in a directory. */
@Tag("sso")
class LdapProbesIT extends GatewayProbes {
  /** Where the directory is. */
  @TempDir static Path folder;

  private @Nullable Slapd slapd;

  @Override
  protected Path program() {
    Gateway.assumeInstalled(Slapd.PROGRAM);
    return Apache.PROGRAM;
  }

  /** The superclass starts gateways before this class could. */
  private Slapd directory() throws Exception {
    Slapd started = slapd;
    if (started == null) {
      started = Slapd.start(Files.createDirectory(folder.resolve("slapd")));
      slapd = started;
      String[] names = {"alice", "bob", "carol", "dora"};
      for (String name : names) {
        started.addPerson(name);
      }
      started.addGroup("cn=application", "access", names);
    }
    return started;
  }

  @Override
  protected Gateway start(Path own, int applicationPort) throws Exception {
    return LdapApache.start(own, directory(), directory().certificate(), applicationPort, Map.of());
  }

  @Override
  protected Gateway startWithRules(Path own, int applicationPort, int otherPort) throws Exception {
    return LdapApache.start(
        own,
        directory(),
        directory().certificate(),
        applicationPort,
        Apache.rules(otherPort),
        otherPort);
  }

  @AfterAll
  void stopTheDirectory() {
    if (slapd != null) {
      slapd.close();
    }
  }
}
